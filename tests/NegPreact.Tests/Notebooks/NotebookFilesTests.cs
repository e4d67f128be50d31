namespace NegPreact.Tests.Notebooks;

public class NotebookFilesTests
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

    [Theory]
    [MemberData(nameof(Names))]
    public void The_readme_lists_the_notebook(string name) =>
        Assert.Contains($"notebooks/{name}", File.ReadAllText(Path.Combine(SharedData.Repository, "README.md")),
        StringComparison.Ordinal);

    private static string FirstCodeCell(string text) =>
        text.ReplaceLineEndings("\n").Split("#!csharp\n")[1].Split("#!")[0].Trim();
}
