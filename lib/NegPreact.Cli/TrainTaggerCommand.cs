using System.CommandLine;
using NegPreact.Training.Tagging;
using Spectre.Console;

namespace NegPreact.Cli;

/// <summary><c>negpreact train-tagger</c>: trains what <c>data/tagger</c> holds.</summary>
internal static class TrainTaggerCommand
{
    public static Command Make()
    {
        var d = new TaggerTrainingSettings();
        var data = new Option<string>("--data")
        {
            Description = "Folder with one treebank's *-train.conllu and *-dev.conllu, gzipped or not.",
            Required = true,
        };
        var text = new Option<string[]>("--text")
        {
            Description = "Unlabelled text files for word clusters, one paragraph per line, gzipped or not.",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<string>("--out") { Description = "The folder to write.", Required = true };
        var seed = new Option<int>("--seed")
        {
            Description = "Seed for the order of the sentences.",
            DefaultValueFactory = _ => d.Seed,
        };
        var tagger = new Option<int>("--tagger-epochs")
        {
            Description = "Maximum number of passes for a tagger; the best one on the dev part is kept.",
            DefaultValueFactory = _ => d.TaggerEpochs,
        };
        var runs = new Option<int>("--tagger-runs")
        {
            Description = "Number of taggers whose weights are added up.",
            DefaultValueFactory = _ => d.TaggerRuns,
        };
        var parser = new Option<int>("--parser-epochs")
        {
            Description = "Maximum number of passes for the parser; the best one on the dev part is kept.",
            DefaultValueFactory = _ => d.ParserEpochs,
        };
        var command = new Command(
            "train-tagger",
            "Trains the word tokenizer, the part-of-speech tagger and the dependency parser on a Universal "
                + "Dependencies treebank.")
        {
            data, text, output, seed, tagger, runs, parser,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var settings = new TaggerTrainingSettings
            {
                Seed = parsed.GetValue(seed),
                TaggerEpochs = parsed.GetValue(tagger),
                TaggerRuns = parsed.GetValue(runs),
                ParserEpochs = parsed.GetValue(parser),
            };
            OutputFolder.Check(parsed.GetValue(output)!);
            TaggerTraining.Run(
                parsed.GetValue(data)!, parsed.GetValue(text) ?? [], parsed.GetValue(output)!, settings,
                line => AnsiConsole.MarkupLineInterpolated($"[grey]{line}[/]"), cancellation);
            return Task.FromResult(0);
        });
        return command;
    }
}
