using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NegPreact.Notebooks;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Tests.Notebooks;

/// <summary><c>negpreact export</c>, as a program and on every notebook there is.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => NotebookFilesTests.Names;

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public async Task A_twin_is_a_program_that_prints_the_numbers_of_its_notebook()
    {
        var notebook = folder.Write("small.dib", $$"""
            #!csharp

            #r "{{Path.Combine(SharedData.Repository, "lib", "bin", "NegPreact.dll")}}"
            using NegPreact; 
            
            Notebook.Start()

            #!csharp

            using System.Linq;
            var model = LanguageModel.Load("data/models/tiny-llama");
            var corpus = Corpus.OfText("short", string.Concat(Corpus.BuiltIn.Documents.Take(3)));
            var scores = NeuronScores.Measure(model, corpus, new NeuronScoreSettings { WindowLength = 64 });
            Charts.Bars("Furthest from Gaussian", "neuron", new Axis("distance", "sigma"), [.. scores.All.Take(3).Select(s => new Bar($"{s.Layer}.{s.Neuron}", s.WassersteinDistance.Value))])

            #!csharp

            Perplexity during;
            using (model.Ablate(NeuronSet.Top(scores, percent: 5), Ablation.ZeroNegative))
                during = Perplexity.Of(model, corpus);
            new Table("Perplexity").Column("when").Column("perplexity", format: "0.00").Row("before", Perplexity.Of(model, corpus).Value).Row("negatives zeroed", during.Value)
            """);
        var run = await NotebookRunner.RunAsync(DibNotebook.Load(notebook));
        Assert.Null(run.Failure);
        // The set-up cell's line tells the number of threads, which these tests set for their own process.
        var shown = string.Concat(run.Cells.Skip(1).SelectMany(cell => cell.Outputs).Cast<DisplayOutput>().Select(
            output => output.Data["text/plain"] + "\n"));
        Assert.Contains("negatives zeroed", shown, StringComparison.Ordinal);

        // Within the repository, where its settings apply, and always at one place: dotnet keeps what it built for a
        // file by its path.
        var twin = Path.Combine(AppContext.BaseDirectory, "twin", "small.cs");
        var (code, output, errors) = await CommandLine.RunAsync("export", notebook, "--csharp", "--out", twin);
        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith($"Wrote {twin}", output, StringComparison.Ordinal);

        (code, output, errors) = await CommandLine.RunDotnetAsync(
            "run", "-c", CommandLine.Configuration, "--file", twin);
        Assert.True(code == 0, output + errors);
        Assert.StartsWith("NegPreact ", output, StringComparison.Ordinal);
        Assert.Equal(shown, output.ReplaceLineEndings("\n")[(output.ReplaceLineEndings("\n").IndexOf('\n') + 1)..]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Every_notebook_has_a_twin_that_compiles(string name)
    {
        var notebook = DibNotebook.Load(Path.Combine(SharedData.Repository, "notebooks", name));
        var code = CSharpExport.ToCSharp(
            notebook, "twin.cs", new Dictionary<string, string> { ["NegPreact.dll"] = "NegPreact.csproj" });

        var options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(
            path => MetadataReference.CreateFromFile(path));
        var compiled = CSharpCompilation.Create(
            "twin", [CSharpSyntaxTree.ParseText(code, options)], references, new(OutputKind.ConsoleApplication));
        Assert.Empty(compiled.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.ToString()));
        foreach (var cell in notebook.Cells.Where(c => c.Kind == CellKind.CSharp).Skip(1))
            Assert.Contains(cell.Source.Split('\n')[0].TrimEnd(), code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_jupyter_notebook_is_written_without_running_anything()
    {
        var notebook = folder.Write("small.dib", "#!markdown\n# Title\n#!csharp\nthrow null;");
        var written = folder.File("small.ipynb");
        var (code, _, errors) = await CommandLine.RunAsync("export", notebook, "--ipynb", "--out", written);
        Assert.Equal((0, ""), (code, errors));
        var cells = JsonNode.Parse(File.ReadAllText(written))!["cells"]!.AsArray();
        Assert.Equal(["# Title", "throw null;"], cells.Select(cell => (string?)cell!["source"]![0]));
        Assert.Empty(cells[1]!["outputs"]!.AsArray());
    }

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public async Task What_cannot_be_exported_is_told_in_one_sentence_with_its_page()
    {
        var (code, _, errors) = await CommandLine.RunAsync("export", "99");
        Assert.Equal((1, "There is no notebook 99; name a .dib file, or the beginning of one in notebooks/ "
            + "(01).\nMore: docs/errors/notebook.md\n"), (code, errors.ReplaceLineEndings("\n")));
        (code, _, errors) = await CommandLine.RunAsync("export", "01", "--csharp", "--ipynb");
        Assert.Equal((1, "--csharp and --ipynb name two forms; ask for one at a time.\nMore: "
            + "docs/errors/settings.md\n"), (code, errors.ReplaceLineEndings("\n")));
    }

    public void Dispose() => folder.Dispose();
}
