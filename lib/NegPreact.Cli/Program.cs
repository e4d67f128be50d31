using System.CommandLine;
using NegPreact;
using NegPreact.Cli;
using NegPreact.Models;

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

AppDomain.CurrentDomain.UnhandledException += (_, e) => Environment.Exit(Ending.Of((Exception)e.ExceptionObject, args));
try
{
    EnvironmentSettings.Check();
    LoadOptions.FromEnvironment();
    var parsed = root.Parse(args);
    EmptyArguments.Refuse(parsed);
    using var errors = new MaskingWriter(Console.Error);
    return await parsed.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, Error = errors });
}
catch (Exception thrown)
{
    return Ending.Of(thrown, args);
}
