using System.CommandLine;
using NegPreact.Models;

namespace NegPreact.Cli;

/// <summary><c>negpreact models</c>: which models can be loaded, and what speaks for it.</summary>
internal static class ModelsCommand
{
    private const int Width = 100;

    public static Command Make()
    {
        var command = new Command(
            "models",
            "Lists the model families that can be loaded: the module whose output is the pre-activation, the "
                + "activation function, what was compared with what, and the published models whose config.json was "
                + "tried.");
        command.SetAction(_ =>
        {
            Console.WriteLine("Compared: logits, inputs and pre-activations of the MLPs, logits under each ablation,");
            Console.WriteLine("losses and scores of sentences, on tiny random models, with those of transformers.");
            Console.WriteLine("Tried by config.json: its fields and values, with tiny sizes and random weights.");
            foreach (var family in ModelFamily.All)
            {
                Console.WriteLine();
                Console.WriteLine($"{family.ModelType}: {family.Notes}");
                Write("hook site", [$"{family.HookSite}, usually before {family.Activation}"]);
                Write("compared with transformers", family.ComparedWith);
                Write("tried by config.json", family.PublishedModels);
            }
        });
        return command;
    }

    // Items with commas in them are kept apart by semicolons.
    private static void Write(string what, IReadOnlyList<string> items)
    {
        var line = $"  {what}:";
        foreach (var (i, item) in items.Index())
        {
            var next = i < items.Count - 1 ? item + ";" : item;
            if (line.Length + 1 + next.Length > Width)
            {
                Console.WriteLine(line);
                line = "   ";
            }

            line += $" {next}";
        }

        Console.WriteLine(line);
    }
}
