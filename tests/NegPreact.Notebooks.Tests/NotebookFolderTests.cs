using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;
using NegPreact.Notebooks.Tests.Export;

namespace NegPreact.Notebooks.Tests;

public class NotebookFolderTests
{
    [Fact]
    public void Notebooks_are_listed_in_the_order_of_their_numbers()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "10-z.dib", "02-b.dib", "notes.dib", "00-a.dib", "2-c.dib", "03-x.txt",
            "sub/01-y.dib" })
            folder.Write(name, "1");

        Assert.Equal(["00-a.dib", "02-b.dib", "2-c.dib", "10-z.dib", "notes.dib"],
            NotebookFolder.Find(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_without_notebooks_is_named()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("holds no .dib",
            Assert.Throws<NotebookException>(() => NotebookFolder.Find(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("no folder", Assert.Throws<NotebookException>(
            () => NotebookFolder.Find(folder.Path + "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_notebook_does_not_stop_the_others_and_all_pages_are_written()
    {
        using var folder = new TemporaryFolder();
        folder.Write("01-a.dib", "#!md\n# First\n#!csharp\nthrow new Exception(\"boo\");");
        folder.Write("02-b.dib", $"#!csharp\n{NotebookClaimTests.ClaimType}\nnew Shown(\"C1\")");
        var pages = Path.Combine(folder.Path, "out");

        var runs = await NotebookFolder.RunAsync(
            NotebookFolder.Find(folder.Path).Select(DibNotebook.Load), pages,
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal([RunStatus.Failed, RunStatus.Succeeded], runs.Select(run => run.Status));
        Assert.Equal(
            ["01-a.html", "01-a.ipynb", "02-b.html", "02-b.ipynb", "claims.json", "index.html"],
            Directory.GetFiles(pages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var index = File.ReadAllText(Path.Combine(pages, "index.html"));
        Assert.Contains("02-b.html#cell-1", index, StringComparison.Ordinal);
        Assert.Contains("It holds.", index, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notebooks_of_one_name_in_two_folders_have_a_page_and_claims_each()
    {
        using var folder = new TemporaryFolder();
        var pages = Path.Combine(folder.Path, "out");
        var notebooks = new[] { "A/01-x.dib", "B/01-x.dib", "B/01-x-2.dib" }.Select(name => DibNotebook.Parse(
            $"#!md\n# In {name}\n#!csharp\n{NotebookClaimTests.ClaimType}\nnew Shown(\"C1\")",
            Path.Combine(folder.Path, name)));
        Directory.CreateDirectory(Path.Combine(folder.Path, "A"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "B"));

        var runs = await NotebookFolder.RunAsync(
            notebooks, pages, cancellation: TestContext.Current.CancellationToken);

        Assert.All(runs, run => Assert.Null(run.Failure));
        string[] names = ["01-x", "01-x-2", "01-x-2-2"];
        Assert.Equal(names, runs.Select(run => run.Notebook.Name));
        Assert.Equal(
            ["In A/01-x.dib", "In B/01-x.dib", "In B/01-x-2.dib"],
            names.Select(name => File.ReadAllText(Path.Combine(pages, name + ".html"))
                .Split("<h1>")[1].Split("</h1>")[0]));
        Assert.Equal(names, ClaimsFile.Read(pages).Select(claim => claim.Notebook));
        Assert.Contains(
            "href=\"01-x-2-2.html\"", File.ReadAllText(Path.Combine(pages, "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_run_where_its_claims_could_not_be_kept()
    {
        using var folder = new TemporaryFolder();
        folder.Write("claims.json", "{}");
        var started = new List<DibNotebook>();
        await Assert.ThrowsAsync<NotebookException>(() => NotebookFolder.RunAsync(
            [DibNotebook.Parse("#!csharp\n1", folder.Write("01-a.dib", ""))], folder.Path,
            new NotebookOptions { NotebookStarting = started.Add }, TestContext.Current.CancellationToken));
        Assert.Empty(started);
    }

    [Fact]
    public async Task An_interruption_stops_the_rest()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        var notebooks = new[] { "01-a", "02-b" }.Select(
            name => DibNotebook.Parse("#!csharp\n1", Path.Combine(folder.Path, name + ".dib")));

        var runs = await NotebookFolder.RunAsync(
            notebooks, Path.Combine(folder.Path, "out"), new NotebookOptions { CellFinished = _ => source.Cancel() },
            source.Token);

        Assert.Equal(["01-a"], runs.Select(run => run.Notebook.Name));
    }
}
