using System.Globalization;

namespace NegPreact.Tests.Tagging;

/// <summary>
/// The figures in data/tagger/README.md, measured again on the treebanks that it names, where they are at hand.
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class ReadmeFiguresTests
{
    // Rows of the README's table: | `file` | UPOS | UAS | LAS | LAS with subtypes | words F1 | UPOS F1 | …
    private static List<string[]> Rows() =>
        [.. File.ReadLines(Path.Combine(SharedData.Repository, "data/tagger/README.md"))
        .Where(l => l.StartsWith("| `", StringComparison.Ordinal) && l.Contains(".conllu", StringComparison.Ordinal))
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    public static TheoryData<string> Files() => [.. Rows().Select(r => r[0].Trim('`'))];

    [Theory]
    [MemberData(nameof(Files))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void The_figures_of_the_readme_are_those_measured(string name)
    {
        var folder = SharedData.Need("data");
        var file = Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).FirstOrDefault();
        Assert.SkipUnless(file is not null, $"needs {name} below {folder}");
        var sentences = ConlluFile.Read(file).ToList();
        var s = TreebankScores.Measure(sentences, Tagger.BuiltIn, Parser.BuiltIn);
        var raw = RawTextScores.Measure(sentences, WordTokenizer.BuiltIn, Tagger.BuiltIn, Parser.BuiltIn);
        var stated = Rows().Single(r => r[0].Trim('`') == name).Skip(1);
        double[] measured = [s.Tags.Accuracy, s.Uas, s.Las, s.FullLas, raw.Sentences, raw.Words, raw.Tags, raw.Heads,
            raw.Labels];
        Assert.Equal(stated, measured.Select(m => (100 * m).ToString("F2", CultureInfo.InvariantCulture)));
    }
}
