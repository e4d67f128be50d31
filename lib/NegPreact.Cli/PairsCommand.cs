using System.CommandLine;
using NegPreact.MinimalPairs.Grammar;

namespace NegPreact.Cli;

/// <summary><c>negpreact generate-pairs</c>: how data/pairs was made.</summary>
internal static class PairsCommand
{
    public static Command Make()
    {
        var seed = new Option<int>("--seed") { Description = "Seed of the draws; the same seed writes the same bytes.", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "Folder for one .jsonl file a paradigm.", DefaultValueFactory = _ => Path.Combine(Repository.Root, "data", "pairs") };
        var count = new Option<int>("--count") { Description = "Pairs a paradigm.", DefaultValueFactory = _ => Paradigms.PairsEach };
        var command = new Command("generate-pairs", "Writes minimal pairs, made up by the project's own grammar.") { seed, output, count };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(output)!;
            Directory.CreateDirectory(folder);
            foreach (var paradigm in Paradigms.All)
            {
                var pairs = PairGenerator.Generate(paradigm, parsed.GetValue(count), parsed.GetValue(seed));
                File.WriteAllText(Path.Combine(folder, paradigm.Uid + ".jsonl"), string.Concat(pairs.Select(p => p.ToJson() + "\n")));
            }
            Console.WriteLine($"{Paradigms.All.Count} paradigms, {parsed.GetValue(count)} pairs each: {folder}");
            return 0;
        });
        return command;
    }
}
