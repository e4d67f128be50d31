using System.Text.RegularExpressions;
using NegPreact.Tests.Experiments;
using NegPreact.Tests.Hub;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Notebooks;

/// <summary><c>negpreact run</c> as a program.</summary>
public sealed partial class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public async Task A_notebook_runs_on_the_model_that_is_named_outside()
    {
        using var model = TinyModel.Of("mistral");
        model.Write();
        var notebook = Notebook();
        var output = folder.Folder("out");

        var (code, _, errors) = await CommandLine.RunAsync("run", notebook, "--out", output, "--model", model.Path,
            "--tokenizer", "bytes", "--revisions", "step1,step2");
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Contains($"{Path.GetFileName(model.Path)} has 2 layers, hello is 5 tokens, steps step1,step2",
            File.ReadAllText(Path.Combine(output, "small.html")), StringComparison.Ordinal);

        (code, _, errors) = await CommandLine.RunAsync("run", notebook, "--out", output, "--model", model.Path);
        Assert.Equal(1, code);
        Assert.Contains("--tokenizer bytes", errors, StringComparison.Ordinal);

        (code, _, errors) = await CommandLine.RunAsync("run", notebook, "--out", output, "--device", "toaster");
        Assert.Equal(1, code);
        Assert.Contains("NEGPREACT_DEVICE is 'toaster'", errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public async Task A_second_run_reads_what_the_first_has_measured_and_a_fresh_one_measures_it_once()
    {
        using var model = TinyModel.Of("mistral");
        model.Write();
        var (one, two, store) = (Measuring("one"), Measuring("two"), folder.File("store"));
        Assert.Equal("0 results read, 1 measured", await RunAsync(one));
        Assert.Equal("1 result read, 0 measured", await RunAsync(two));
        Assert.Equal("0 results read, 1 measured; 1 result read, 0 measured", await RunAsync(one, two, "--fresh"));
        Assert.Single(Directory.GetFiles(store));

        async Task<string> RunAsync(params string[] arguments)
        {
            var output = folder.File("out");
            var (code, _, errors) = await CommandLine.RunAsync(
                ["run", .. arguments, "--out", output, "--model", model.Path, "--tokenizer", "bytes", "--store",
                store]);
            Assert.True(code == 0, errors);
            return string.Join(
                "; ", arguments.Where(a => a.EndsWith(".dib", StringComparison.Ordinal)).Select(a => Said().Match(
                File.ReadAllText(Path.Combine(output, Path.ChangeExtension(Path.GetFileName(a), ".html"))))).Select(
                m => $"{m.Groups[1].Value}, {m.Groups[2].Value}"));
        }
    }

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public async Task Notebook_07_follows_the_revisions_of_a_model_on_the_hub()
    {
        using var hub = new FakeHub();
        using var training = new TinyTraining(64, 512, 1000);
        foreach (var step in (int[])[64, 512, 1000])
            hub.Add($"owner/tiny@step{step}",
                Directory.EnumerateFiles(Path.Combine(training.Path, "checkpoints", $"step{step:D6}")).Select(
                f => (Path.GetFileName(f), File.ReadAllBytes(f))));
        var output = folder.Folder("out");
        var command = CommandLine.ToStart("run", "07", "--quick", "--out", output, "--store", "off",
            "--model", "owner/tiny", "--revisions", "step64,step1000,step512");
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("HF_ENDPOINT", hub.Options.Endpoint.AbsoluteUri),
            ("HF_HOME", hub.Root), ("HF_HUB_CACHE", ""), ("HF_TOKEN", ""), ("HF_HUB_OFFLINE", "")])
            command.Environment[name] = value;
        var (code, _, errors) = await CommandLine.FinishAsync(System.Diagnostics.Process.Start(command)!);
        Assert.True(code == 0, errors);
        var page = File.ReadAllText(Path.Combine(output, "07-checkpoints.html"));
        Assert.All((string[])["owner/tiny", "64", "512", "1,000"], word => Assert.Contains(
            word, page, StringComparison.Ordinal));
        Assert.Equal(3, hub.Store.Requests.Count(r => r.Method == "GET"));
    }

    public void Dispose() => folder.Dispose();

    [GeneratedRegex(
        @"(\d+ results? read) from the store \(once measured in \d+ s\), (\d+ measured) \(\d+ s\)\. The store is ")]
    private static partial Regex Said();

    private string Measuring(string name) => folder.Write(name + ".dib", $$"""
        #!csharp

        #r "{{Path.Combine(SharedData.Repository, "lib", "bin", "NegPreact.dll")}}"
        using NegPreact; using NegPreact.Results;
        Notebook.Start()

        #!csharp

        using (var model = LanguageModel.Load(Notebook.Setting("model", "")))
            new MeasuringCache(model, Notebook.Store).Perplexity([[1, 2, 3], [4, 5, 6]]);
        Notebook.Results()
        """);

    private string Notebook() => folder.Write("small.dib", $$"""
        #!csharp

        #r "{{Path.Combine(SharedData.Repository, "lib", "bin", "NegPreact.dll")}}"
        using NegPreact;

        #!csharp

        using (var model = LanguageModel.Load(Notebook.Setting("model", "data/models/tiny-llama")))
            Console.WriteLine($"{model.Name} has {model.Layers} layers, hello is {model.Tokenizer.Encode("hello").Length} tokens, steps {Notebook.Setting("revisions", "all")}");
        """);
}
