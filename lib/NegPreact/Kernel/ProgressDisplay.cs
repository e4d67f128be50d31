using Spectre.Console;

namespace NegPreact;

/// <summary>Where <see cref="Progress"/> is shown.</summary>
internal static class ProgressDisplay
{
    /// <summary>The best of what there is where the calling code runs, which shows the beginning at once.</summary>
    public static Action<Progress> Choose(Progress beginning) =>
        AppContext.GetData("NegPreact.Notebook.Progress") is Action<string> line
        ? Begun(p => line(p.ToString()), beginning)
        : NotebookKernel.Current is { } kernel ? kernel.Display(beginning)
        : Terminal() is { } terminal ? Begun(p => Rewrite(terminal, p), beginning)
        : Quiet(Console.Error);

    /// <summary>A line at the first report past each 10 %, and one at the end.</summary>
    public static Action<Progress> Quiet(TextWriter writer)
    {
        var tenths = 0L;
        return progress =>
        {
            if (!progress.Over && progress.Percent / 10 <= tenths)
                return;
            tenths = progress.Percent / 10;
            if (progress.Over || progress.Done < progress.Total)
                writer.WriteLine(progress);
        };
    }

    private static Action<Progress> Begun(Action<Progress> show, Progress beginning)
    {
        show(beginning);
        return show;
    }

    private static IAnsiConsole? Terminal()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Profile is { Out.IsTerminal: true, Capabilities: { Ansi: true, Interactive: true } } ? console
            : null;
    }

    // To the line's start, clear to its end: a line too long for the terminal is cut, or it would be left behind.
    private static void Rewrite(IAnsiConsole console, Progress progress)
    {
        var line = progress.ToString();
        console.Write(new ControlCode("\r\u001b[2K"));
        console.Write(new Text(line[..Math.Min(line.Length, console.Profile.Width - 1)]));
        if (progress.Over)
            console.WriteLine();
    }
}
