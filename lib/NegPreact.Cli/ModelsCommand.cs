using System.CommandLine;
using NegPreact.Models;
using Spectre.Console;
using SpectreTable = Spectre.Console.Table;

namespace NegPreact.Cli;

/// <summary><c>negpreact models</c>: which models can be loaded, and where their pre-activations are.</summary>
internal static class ModelsCommand
{
    public static Command Make()
    {
        var command = new Command(
            "models",
            "Lists the model families that can be loaded, with the activation function and the module whose output is "
                + "the pre-activation.");
        command.SetAction(_ =>
        {
            var table = new SpectreTable { Border = TableBorder.Simple };
            table.AddColumns("model_type", "hook site", "activation", "notes");
            foreach (var family in ModelFamily.All)
                table.AddRow(
                    new Text(family.ModelType), new Text(family.HookSite), new Text(family.Activation),
                    new Text(family.Notes));
            AnsiConsole.Write(table);
        });
        return command;
    }
}
