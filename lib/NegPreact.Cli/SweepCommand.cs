using System.CommandLine;
using System.Globalization;
using NegPreact.Sweeps;

namespace NegPreact.Cli;

/// <summary><c>negpreact sweep</c>: a plan of measurements, which can be divided among machines.</summary>
internal static class SweepCommand
{
    private const string About = """
        Measures a plan: models x revisions x neurons x percentages x layers x ablations x seeds x tasks, each
        combination as one unit with its own file. After an interruption the same command resumes where it stopped.

        A plan is a JSON file (see docs/sweep.json). "models" and "tasks" are required; the other fields are shown with
        their defaults:
          "models": ["data/models/tiny-llama", "EleutherAI/pythia-70m"]
          "revisions": []                  tags on the Hub, or folders in checkpoints/
          "text": "data/prose"             the text for scoring neurons and for perplexity; a path, or a data set
                                           (books, wikitext-2/wiki.test.raw)
          "windowLength": 256              tokens
          "neurons": []                    Top, Random, LowestDistance, PerplexityMatched, PerplexityMatchedRandom,
                                           FrequencyMatched, VarianceMatched
          "percents": [1]                  of each layer
          "layers": ["all"]                early and late (the halves), each, cumulative (from the first layer up and
                                           from the last one down), "7", "4-9"; what lies below the first of them is
                                           run once for all conditions
          "ablations": ["ZeroNegative"]    ZeroPositive, ZeroBoth, PositiveReLU, SignFlip
          "seeds": [1]                     for everything that is drawn at random
          "tasks": [{"measure": "Perplexity"},
                    {"measure": "Pairs", "path": "data/pairs", "suite": "blimp-like", "convention": "PaperBlimp",
                     "most": 60},
                    {"measure": "Questions", "path": "data/tasks/induction.jsonl"}]
        A "path" may be a data set too (blimp, tse, lambada); `negpreact fetch --data` lists them.
        """;

    public static Command Make()
    {
        var plan = new Argument<string>("plan") { Description = "The plan, a JSON file." };
        var output = new Option<string>("--out")
        {
            Description = "Folder for the results: manifest.json, units/, units.tsv.",
            DefaultValueFactory = _ => Path.Combine("out", "sweep"),
        };
        var shard = new Option<string>("--shard")
        {
            Description = "Run only a part of the plan: 2/5 is the second of five.",
            DefaultValueFactory = _ => "1/1",
        };
        var fresh = new Option<bool>("--fresh")
        {
            Description = "Measure everything again, even what is already there.",
        };
        var onlyPlan = new Option<bool>("--plan")
        {
            Description = "Measure nothing; list what each condition will cost: units, passes, tokens, the share of "
                + "layers that others have run already, and minutes after a trial of some seconds.",
        };
        var allowEqual = new Option<bool>("--allow-equal") { Description = "Accept models with equal weights." };
        var store = new Option<string?>("--store")
        {
            Description = "Where results that units share are cached: a folder, or off; by default out/store in the "
                + "repository.",
        };
        var command = new Command("sweep", About) { plan, output, shard, fresh, onlyPlan, allowEqual, store };
        command.SetAction((parsed, cancellation) =>
        {
            var (part, parts) = Part(parsed.GetValue(shard)!);
            if (parsed.GetValue(store) is { } place)
                EnvironmentSettings.Set("store", place == "off" ? place : Path.GetFullPath(place));
            if (parsed.GetValue(fresh))
                EnvironmentSettings.Set("fresh", "yes");
            OutputFolder.Check(parsed.GetValue(output)!);
            var sweep = Sweep.Open(parsed.GetValue(plan)!, parsed.GetValue(output)!, parsed.GetValue(fresh),
                parsed.GetValue(allowEqual), cancellation: cancellation);
            if (parsed.GetValue(onlyPlan))
            {
                Console.WriteLine(SweepCost.Table(sweep.Costs(cancellation)));
                return Task.FromResult(0);
            }

            Console.WriteLine($"{sweep.Run(part, parts, cancellation)}: {sweep.TablePath}");
            return Task.FromResult(0);
        });
        command.Add(Merge());
        return command;
    }

    private static Command Merge()
    {
        var folders = new Argument<string[]>("folders")
        {
            Description = "Folders that `negpreact sweep` wrote, in any order.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--out") { Description = "The folder for the merged sweep.", Required = true };
        var command = new Command(
            "merge",
            "Merges the parts of one sweep; refuses parts with different plans, weights, data or methods, and two "
                + "different results for one unit.")
        {
            folders, output,
        };
        command.SetAction(parsed =>
        {
            var merged = SweepMerge.Run(parsed.GetValue(folders)!, parsed.GetValue(output)!);
            Console.WriteLine($"{merged.Present} of the plan's {merged.Units} units are there: "
                + $"{Path.Combine(parsed.GetValue(output)!, "units.tsv")}");
            return 0;
        });
        return command;
    }

    private static (int Part, int Parts) Part(string text) =>
        text.Split('/') is [var part, var parts]
        && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var p)
        && int.TryParse(parts, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && p >= 1 && p <= n
            ? (p, n)
            : throw new NegPreactException(
                ErrorKind.SweepPlan,
                $"--shard {text} does not name a part of a plan; write 2/5 for the second of five, counted from 1.");
}
