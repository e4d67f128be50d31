using System.Text.RegularExpressions;
using NegPreact.Notebooks;

namespace NegPreact.Tests.Notebooks;

public partial class NotebookFilesTests
{
    private static readonly string Folder = Path.Combine(SharedData.Repository, "notebooks");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.dib").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_notebooks() => Assert.NotEmpty(Names);

    [Fact]
    public void Every_notebook_begins_with_the_same_set_up_cell()
    {
        var cells = Directory.EnumerateFiles(Folder, "*.dib").Select(
            f => FirstCodeCell(File.ReadAllText(f))).Distinct().ToList();
        var cell = Assert.Single(cells);
        var lines = cell.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("#r \"../lib/bin/NegPreact.dll\"", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("using NegPreact;", lines[1], StringComparison.Ordinal);
        Assert.Equal("Notebook.Start()", lines[2]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebook_says_question_claim_and_cost_first_and_what_was_shown_last(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        var beforeCode = text[..text.IndexOf("#!csharp", StringComparison.Ordinal)];
        Assert.All((string[])["**Question.**", "**Claim tested.**", "**Cost.**", "dotnet build -c Release"],
            part => Assert.Contains(part, beforeCode, StringComparison.Ordinal));
        Assert.Contains("## What was shown, and what was not", text, StringComparison.Ordinal);
    }

    /// <summary>An editor follows them to the notebook, a page to its page.</summary>
    [Fact]
    public void A_notebook_begins_with_links_to_those_before_and_after_it()
    {
        string[] names = [.. Directory.EnumerateFiles(Folder, "*.dib").Select(f => Path.GetFileName(f)!).Order(
            StringComparer.Ordinal)];
        for (var i = 0; i < names.Length; i++)
        {
            var links = Link().Matches(DibNotebook.Load(Path.Combine(Folder, names[i])).Cells[0].Source.Split('\n')[0])
                .Select(m => (m.Groups[1].Value, m.Groups[2].Value));
            Assert.Equal(
                [
                    .. i > 0 ? [("Previous", names[i - 1])] : Array.Empty<(string, string)>(),
                    .. i + 1 < names.Length ? [("Next", names[i + 1])] : Array.Empty<(string, string)>(),
                ],
                links);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_built_by_hand_is_checked_before_the_library_goes_on(string name)
    {
        var cells = DibNotebook.Load(Path.Combine(Folder, name)).Cells.Select(c => c.Source).ToList();
        var torch = cells.FindIndex(c => c.StartsWith("using TorchSharp;", StringComparison.Ordinal));
        if (torch < 0)
            return;
        var check = cells.FindIndex(c => c.Contains("ByHand.Check(", StringComparison.Ordinal));
        var tries = cells.FindIndex(c => c.StartsWith("> **Try this.**", StringComparison.Ordinal));
        var study = cells.FindIndex(c => c.Contains(".Run(cache, ", StringComparison.Ordinal));
        Assert.Equal([torch, check, tries, study], new[] { study, tries, check, torch }.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebook_that_measures_ends_with_what_was_read_and_what_measured(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name)).ReplaceLineEndings("\n").TrimEnd();
        var (loads, measures) = (text.Contains("LanguageModel.Load(", StringComparison.Ordinal),
            text.Contains(".Run(", StringComparison.Ordinal));
        Assert.EndsWith(loads ? "model.Dispose();\nNotebook.Results()" : measures ? "Notebook.Results()" : "", text,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Code_cells_are_short(string name)
    {
        foreach (var cell in File.ReadAllText(Path.Combine(Folder, name)).Split("#!csharp\n").Skip(1)
            .Select(c => c.Split("#!markdown\n")[0]))
            Assert.InRange(cell.Trim().Split('\n').Length, 1, 15);
    }

    /// <summary>Parameters decide such numbers: a cell may print them, prose would be wrong after a change.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Prose_outside_the_cost_does_not_count_what_parameters_decide(string name)
    {
        var prose = DibNotebook.Load(Path.Combine(Folder, name)).Cells.Where(c => c.Kind == CellKind.Markdown)
            .SelectMany(c => c.Source.Split("\n\n"))
            .Where(paragraph => !paragraph.StartsWith("**Cost.**", StringComparison.Ordinal));
        Assert.All(prose, paragraph => Assert.DoesNotMatch(Count(), paragraph));
    }

    [Theory]
    [InlineData("at three doses, against random sets", true)]
    [InlineData("and to five random\nsets of the same size", true)]
    [InlineData("each scored on 4,140 pairs", true)]
    [InlineData("Three kinds of neurons are ablated", true)]
    [InlineData("twenty-four windows", true)]
    [InlineData("which of two sentences is likelier", false)]
    [InlineData("At step 0 the pairs measure less", false)]
    [InlineData("what the ablation of notebook 03 sets to zero", false)]
    [InlineData("EleutherAI/pythia-410m follows models from the Hub", false)]
    [InlineData("There are two cohorts: the neurons that end at the top", false)]
    public void A_count_in_prose_is_recognised(string prose, bool isCount) =>
        Assert.Equal(isCount, Count().IsMatch(prose));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_readme_lists_the_notebook(string name) =>
        Assert.Contains($"notebooks/{name}", File.ReadAllText(Path.Combine(SharedData.Repository, "README.md")),
        StringComparison.Ordinal);

    private static string FirstCodeCell(string text) =>
        text.ReplaceLineEndings("\n").Split("#!csharp\n")[1].Split("#!")[0].Trim();

    [GeneratedRegex(@"(Previous|Next): \[[^\]]+\]\(([^)]+)\)")]
    private static partial Regex Link();

    // A number above one, in words up to fifty or in digits, then one of these nouns after two other words at most.
    [GeneratedRegex(
        """
        (?<![\w@.,/-])
        ( [2-9] | [1-9][\d,]*\d | two | three | five | eight | ten | eleven | twelve | thirteen | fifteen | eighteen
        | (four|six|seven|nine)(teen)? | (twenty|thirty|forty|fifty)(-\w+)? )
        (\s+[\w'-]+){0,2}
        \s+(doses|sets|seeds|conditions|ablations|phenomena|paradigms|pairs|windows|neurons|checkpoints|models)\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Count();
}
