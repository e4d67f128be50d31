using System.CommandLine;
using NegPreact;
using NegPreact.Cli;
using NegPreact.Models;
using Spectre.Console;

var root = new RootCommand("NegPreact: Wasserstein neurons and what zeroing their negative pre-activations does.")
{
    RunCommand.Make(),
    StudyCommand.Make(),
    ClaimsCommand.Make(),
    SweepCommand.Make(),
    ExportCommand.Make(),
    FetchCommand.Make(),
    TrainCommand.Make(),
    ConvertCommand.Make(),
    ParityCommand.Make(),
    ModelsCommand.Make(),
    PairsCommand.Make(),
    TasksCommand.Make(),
    TrainTaggerCommand.Make(),
    EvaluateCommand.Make(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception fault) when (Explained(fault) is { } e)
{
    await Console.Error.WriteLineAsync(e.Message);
    AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
        .MarkupLineInterpolated($"[grey]More: {e.HelpLink}[/]");
    return 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped. The same command resumes where it stopped.");
    return 130;
}

static Exception? Explained(Exception fault) =>
    fault is NegPreactException or NegPreact.Notebooks.NotebookException ? fault : DeviceMemory.Explanation(fault);
