using System.Diagnostics;

namespace NegPreact.Benchmarks;

/// <summary>Programs of this project in processes of their own.</summary>
internal static class Programs
{
    /// <summary>The built command line.</summary>
    public static string CommandLine { get; } =
        Path.Combine(Repository.Root, "lib", "NegPreact.Cli", "bin", "Release", "NegPreact.Cli.dll");

    /// <summary>This program.</summary>
    public static string Benchmarks { get; } = typeof(Programs).Assembly.Location;

    /// <summary>Runs one to its end.</summary>
    /// <returns>What it printed, and the seconds it took.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static (string Output, double Seconds) Run(
        string program, string[] arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var start = new ProcessStartInfo(host, [program, .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? (output, clock.Elapsed.TotalSeconds)
            : throw new InvalidOperationException(
                $"{string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.");
    }
}
