using System.IO.Compression;
using System.Text.Json;
using NegPreact.Grammar;

namespace NegPreact.Tests.MinimalPairs.Grammar;

/// <summary>The files in data/pairs.</summary>
public class PairFilesTests
{
    private const int Seed = 1; // the one that data/pairs/README.md states

    private static readonly string Folder = Path.Combine(SharedData.Repository, "data", "pairs");

    [Fact]
    public void They_are_what_the_command_writes()
    {
        Assert.Equal(Paradigms.All.Select(p => p.Uid + ".jsonl").Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder, "*.jsonl").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.All(Paradigms.All, p => Assert.Equal(
            string.Concat(PairGenerator.Generate(p, Paradigms.PairsEach, Seed).Select(x => x.ToJson() + "\n")),
            File.ReadAllText(Path.Combine(Folder, p.Uid + ".jsonl"))));
    }

    [Fact]
    public void The_pages_beside_them_list_every_paradigm_with_its_contrast()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "PARADIGMS.md"));
        Assert.All(Paradigms.All, p => Assert.Contains(
            lines, l => l.StartsWith($"| `{p.Uid}` | {p.Phenomenon} | {p.Contrast} |", StringComparison.Ordinal)));
        Assert.Contains(File.ReadAllLines(Path.Combine(Folder, "README.md")), l => l.Contains(
            $"{Paradigms.All.Count} paradigms of {Paradigms.PairsEach} pairs", StringComparison.Ordinal));
    }

    [Fact]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void No_sentence_is_taken_from_a_published_suite()
    {
        var files = new[] { "data/blimp", "data/tse" }.Select(SharedData.Need)
            .SelectMany(d => Directory.EnumerateFiles(d, "*.jsonl*", SearchOption.AllDirectories)).ToList();
        Assert.SkipWhen(files.Count == 0, "no .jsonl file below data/blimp or data/tse in the shared folder");
        var ours = Directory.GetFiles(Folder, "*.jsonl").SelectMany(Sentences).ToHashSet();
        Assert.All(files, file => Assert.DoesNotContain(Sentences(file), ours.Contains));
    }

    // Without capitals and the full stop, which published suites do not always write.
    private static IEnumerable<string> Sentences(string file)
    {
        using var bytes = File.OpenRead(file);
        using var reader = new StreamReader(
            file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(bytes, CompressionMode.Decompress) : bytes);
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            foreach (var field in new[] { "sentence_good", "sentence_bad" })
                yield return json.RootElement.GetProperty(field).GetString()!.TrimEnd('.', '?', ' ').ToLowerInvariant();
        }
    }
}
