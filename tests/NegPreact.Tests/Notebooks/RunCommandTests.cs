using NegPreact.Tests.Models;
using NegPreact.Tests.Weights;

namespace NegPreact.Tests.Notebooks;

/// <summary><c>negpreact run</c> as a program.</summary>
public sealed class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_notebook_runs_on_the_model_that_is_named_outside()
    {
        using var model = TinyModel.Of("mistral");
        model.Write();
        var notebook = Notebook();
        var output = folder.Folder("out");

        var (code, _, errors) = await CommandLine.RunAsync("run", notebook, "--out", output, "--model", model.Path, "--tokenizer", "bytes", "--revisions", "step1,step2");
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Contains($"{Path.GetFileName(model.Path)} has 2 layers, hello is 5 tokens, steps step1,step2", File.ReadAllText(Path.Combine(output, "small.html")), StringComparison.Ordinal);

        (code, _, errors) = await CommandLine.RunAsync("run", notebook, "--out", output, "--model", model.Path);
        Assert.Equal(1, code);
        Assert.Contains("--tokenizer bytes", errors, StringComparison.Ordinal);

        (code, _, errors) = await CommandLine.RunAsync("run", notebook, "--out", output, "--device", "toaster");
        Assert.Equal(1, code);
        Assert.Contains("NEGPREACT_DEVICE is 'toaster'", errors, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string Notebook() => folder.Write("small.dib", $$"""
        #!csharp

        #r "{{Path.Combine(SharedData.Repository, "lib", "bin", "NegPreact.dll")}}"
        using NegPreact;

        #!csharp

        using (var model = LanguageModel.Load(Notebook.Setting("model", "data/models/tiny-llama")))
            Console.WriteLine($"{model.Name} has {model.Layers} layers, hello is {model.Tokenizer.Encode("hello").Length} tokens, steps {Notebook.Setting("revisions", "all")}");
        """);
}
