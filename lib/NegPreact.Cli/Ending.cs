using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using NegPreact.Models;
using NegPreact.Notebooks;
using Spectre.Console;

namespace NegPreact.Cli;

/// <summary>How the program ends where it does not end well: a sentence for people, a page, and an exit code.</summary>
internal static class Ending
{
    private const int Refused = 1;
    private const int Interrupted = 130;
    private const int Faulty = 70; // EX_SOFTWARE of sysexits.h

    /// <summary>Says what happened.</summary>
    /// <param name="thrown">What reached the program, on any thread.</param>
    /// <param name="arguments">What it was started with.</param>
    /// <returns>The exit code.</returns>
    public static int Of(Exception thrown, string[] arguments)
    {
        var cause = Unwrapped(thrown);
        if (cause is OperationCanceledException)
        {
            Say("Stopped. The same command resumes where it stopped.", page: null);
            return Interrupted;
        }

        if ((Explained(cause) ?? cause as NotebookException) is { } explained)
        {
            Say(MessageText.OneLine(explained.Message), explained.HelpLink);
            return Refused;
        }

        var fault = new NegPreactException(
            ErrorKind.Fault, $"This is a fault of NegPreact, not of what you asked for: {cause.GetType().Name}: "
            + $"{cause.Message} Please report it, with the command, what it was reading and "
            + $"{Report(thrown, arguments)}.");
        Say(fault.Message, fault.HelpLink);
        return Faulty;
    }

    /// <summary>Prints a message of any length and origin.</summary>
    public static void Say(string message, string? page)
    {
        try
        {
            Console.Error.WriteLine(MessageText.Masked(message));
            if (page is not null)
                AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
                    .MarkupLineInterpolated($"[grey]More: {page}[/]");
        }
        catch (IOException)
        {
            // Nobody can be told: the error stream itself cannot be written. The exit code still says it.
        }
    }

    private static Exception? Explained(Exception cause) => cause switch
    {
        NegPreactException => cause,
        _ when DeviceMemory.Explanation(cause) is { } memory => memory,
        // What the system refuses. A file that ends early or an assembly that is missing is none of these.
        _ when cause is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException
            || cause.GetType() == typeof(IOException) => new NegPreactException(
            ErrorKind.FileAccess, $"A file cannot be read or written ({cause.Message}). Check the name, the "
            + "permissions "
            + "and the free space.", cause),
        _ => null,
    };

    private static Exception Unwrapped(Exception thrown)
    {
        while (thrown is TargetInvocationException or TypeInitializationException or AggregateException
            && thrown.InnerException is { } inner)
            thrown = inner;
        return thrown;
    }

    // Where the fault lies is for those who mend it: a file of its own, or where none can be written, what follows.
    private static string Report(Exception thrown, string[] arguments)
    {
        var report = string.Join(
            '\n', $"NegPreact {typeof(NegPreactException).Assembly.GetName().Version?.ToString(3)}",
            RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription,
            RuntimeInformation.ProcessArchitecture, $"negpreact {string.Join(' ', arguments)}", thrown, "");
        var path = Path.Combine(Path.GetTempPath(), string.Create(
            CultureInfo.InvariantCulture, $"negpreact-{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}.txt"));
        try
        {
            File.WriteAllText(path, report);
            return $"the file {path}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Say(report, page: null);
            return "what stands above";
        }
    }
}
