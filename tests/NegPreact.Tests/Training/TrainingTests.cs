using System.Text.Json;
using NegPreact.Tests.Models;
using NegPreact.Tokens;
using NegPreact.Training;
using NegPreact.Weights;

namespace NegPreact.Tests.Training;

public sealed class TrainingTests : IDisposable
{
    private readonly TinyText files = new();

    [Theory]
    [InlineData(1)]
    [InlineData(17)] // between two reports
    [InlineData(20)]
    [InlineData(39)]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void A_run_stopped_and_resumed_gives_the_same_curve_and_weights(int stopAfter)
    {
        Train("whole");
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => TrainerRun("broken", step =>
        {
            if (step == stopAfter)
                stop.Cancel();
        }, stop.Token));
        Assert.Equal([$"state-{stopAfter:D7}"], States("broken"));
        Directory.CreateDirectory(Path.Combine(RunFolder("broken"), ".state-of-a-kill-while-saving"));
        Train("broken");
        Assert.Equal(Curve("whole"), Curve("broken"));
        Assert.Equal(Weights("whole"), Weights("broken"));
        Assert.Equal(["state-0000040"], States("broken"));
    }

    [Fact]
    public void A_run_stopped_by_its_observer_is_saved_at_that_step()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train("run", r => stop.Cancel(), stop.Token));
        Assert.Equal(["state-0000020"], States("run"));
    }

    [Fact]
    public void The_result_is_a_model_that_loads_and_scores_as_it_did_when_training()
    {
        Train("run");
        var output = files.Place("run-out");
        using var model = LanguageModel.Load(output);
        Assert.Equal(300, model.Tokenizer.VocabularySize);
        Assert.Equal([24, 24], model.IntermediateSizes);

        var told = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "training.json"))).RootElement;
        Assert.Equal(model.Network.ParameterCount, told.GetProperty("parameterCount").GetInt64());
        // Windows of the context's length, and the token after each, which the trainer predicts too.
        int[] text = [.. File.ReadLines(Path.Combine(files.Text, "valid.txt")).SelectMany(
            line => model.Tokenizer.Encode(line + "\n"))];
        var windows = Enumerable.Range(0, (text.Length - 1) / 16).Select(w => text[(w * 16)..((w * 16) + 17)])
            .ToArray();
        var loss = Perplexity.OfWindows(model, windows, TestContext.Current.CancellationToken).MeanLoss;
        Assert.Equal(told.GetProperty("validationLossNats").GetDouble(), loss, 2e-3); // float16 on disk
        Assert.True(loss < Math.Log(300) - 0.3, $"{loss}: nothing was learnt");

        var checkpoints = Directory.GetDirectories(Path.Combine(output, "checkpoints")).Order(StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(["step000000", "step000004", "step000040"], checkpoints.Select(Path.GetFileName));
        var hashes = checkpoints.Select(folder =>
        {
            using var checkpoint = LanguageModel.Load(folder);
            return checkpoint.WeightsSha256;
        }).ToArray();
        Assert.Equal(3, hashes.Distinct().Count());
        Assert.Equal(model.WeightsSha256, hashes[2]);
        Assert.Equal(Curve("run"), File.ReadAllText(Path.Combine(output, "curve.tsv")));
    }

    [Fact]
    public void A_finished_run_is_not_trained_again()
    {
        Train("run");
        var weights = Weights("run");
        Train("run", _ => Assert.Fail("trained again"));
        Assert.Equal(weights, Weights("run"));
    }

    [Fact]
    public void The_number_of_threads_does_not_change_what_is_trained()
    {
        Train("one");
        Train("two", threads: 2);
        Assert.Equal(Curve("one"), Curve("two"));
        Assert.Equal(Weights("one"), Weights("two"));
    }

    [Theory]
    [InlineData(ModelForm.GeluGptNeoX)]
    [InlineData(ModelForm.ReluGptNeoX)]
    public void Other_forms_are_trained_and_load(ModelForm form)
    {
        var losses = new List<double>();
        var settings = TinyText.Settings with { Form = form, HiddenSize = 32 };
        LanguageModelTraining.Run(files.Text, files.Place("out"), files.Place("state"), settings, new HashSet<int>(),
            _ => { }, r => losses.Add(r.Loss), cancellation: TestContext.Current.CancellationToken);
        Assert.True(losses[^1] < losses[0], string.Join(' ', losses));

        using var model = LanguageModel.Load(files.Place("out"));
        var corpus = Corpus.OfText("small", File.ReadAllText(Path.Combine(files.Text, "valid.txt")));
        var dense = Perplexity.Of(model, corpus, 16).Value;
        var all = NeuronSet.All(model.IntermediateSizes);
        using var scope = model.Ablate(all, Ablation.ZeroNegative);
        if (form == ModelForm.ReluGptNeoX)
            // ReLU has zeroed them already: to the last bit
            Assert.Equal(dense, Perplexity.Of(model, corpus, 16).Value);
        else
            Assert.NotEqual(dense, Perplexity.Of(model, corpus, 16).Value);
    }

    [Fact]
    public void Another_seed_is_another_run_with_the_same_encoded_text()
    {
        Train("run");
        var first = Weights("run");
        LanguageModelTraining.Run(files.Text, files.Place("run-out"), files.Place("run"),
            TinyText.Settings with { Seed = 4, Steps = 3 }, new HashSet<int>(),
            say => Assert.NotEqual("learning the tokenizer", say), _ => { },
            cancellation: TestContext.Current.CancellationToken);
        Assert.NotEqual(first, Weights("run"));
        Assert.Equal(2, Directory.GetDirectories(files.Place("run"), "run-*").Length);
        Assert.Single(Directory.GetDirectories(files.Place("run"), "text-*"));
    }

    [Fact]
    public void A_tokenizer_half_written_by_a_killed_run_is_learnt_again()
    {
        Train("run");
        var folder = Directory.GetDirectories(files.Place("run"), "text-*").Single();
        Assert.Equal(["tokenizer.json", "tokenizer_config.json", "train.u16", "valid.u16"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        File.Delete(Path.Combine(folder, "tokenizer.json")); // the last to be written
        var said = new List<string>();
        LanguageModelTraining.Run(files.Text, files.Place("run-out"), files.Place("run"), TinyText.Settings,
            new HashSet<int>(), said.Add, _ => { }, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains("learning the tokenizer", said);
    }

    [Fact]
    public void Training_leaves_no_tensor()
    {
        Train("run");
        using var weights = WeightFolder.Open(files.Place("run-out"));
        var run = 0;
        LiveTensors.StayEqual(() => Train($"run{run++}"), weights.Entries.Count);
    }

    [Fact]
    public void Two_programs_cannot_train_one_run()
    {
        var refused = "";
        Train("run", _ => refused = Assert.Throws<NegPreactException>(() => Train("run")).Message);
        Assert.Contains("Another program", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_cannot_be_trained_on_is_named()
    {
        using var tiny = new TinyText(paragraphs: 30);
        Assert.Contains("no-such", Refusal(tiny.Place("no-such"), TinyText.Settings), StringComparison.Ordinal);
        Assert.Contains("5000", Refusal(tiny.Text, TinyText.Settings with { Context = 5000, VocabularySize = 260 }),
            StringComparison.Ordinal);
        File.Delete(Path.Combine(tiny.Text, "valid.txt"));
        Assert.Contains("valid", Refusal(tiny.Text, TinyText.Settings), StringComparison.Ordinal);

        string Refusal(string text, TrainingSettings settings) =>
            Assert.Throws<NegPreactException>(() => LanguageModelTraining.Run(
            text, tiny.Place("out"), tiny.Place("state"), settings, new HashSet<int>(), _ => { }, _ => { },
            cancellation: TestContext.Current.CancellationToken)).Message;
    }

    public void Dispose() => files.Dispose();

    private void Train(string name, Action<TrainingReport>? report = null, CancellationToken? cancellation = null,
        int threads = 1) => LanguageModelTraining.Run(
        files.Text, files.Place(name + "-out"), files.Place(name), TinyText.Settings, new HashSet<int> { 0, 4, 40 },
        _ => { }, report ?? (_ => { }), saveEvery: 15, threads,
        cancellation: cancellation ?? TestContext.Current.CancellationToken);

    // The same run with a look after every step, which the public way has not.
    private void TrainerRun(string name, Action<int> after, CancellationToken cancellation)
    {
        var text = Directory.GetDirectories(files.Place("whole"), "text-*").Single();
        var tokenizer = Tokenizer.Load(text);
        TokenStream Open(string file) => TokenStream.OpenOrEncode(
            Path.Combine(text, file), [], tokenizer, _ => { }, cancellation);
        var hash = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(
            files.Place("whole-out"), "training.json"))).RootElement.GetProperty("textSha256").GetString()!;
        using var trainer = new Trainer(TinyText.Settings, Open("train.u16"), Open("valid.u16"), hash);
        trainer.Run(Path.Combine(files.Place(name), Path.GetFileName(RunFolder("whole"))), saveEvery: 15,
            validateEvery: 500, after, _ => { }, cancellation);
    }

    private string RunFolder(string name) => Directory.GetDirectories(files.Place(name), "run-*").Single();

    private IEnumerable<string?> States(string name) => Directory.GetDirectories(RunFolder(name))
        .Select(Path.GetFileName);

    private string Curve(string name) => File.ReadAllText(Path.Combine(RunFolder(name), "curve.tsv"));

    private byte[] Weights(string name) => File.ReadAllBytes(
        Path.Combine(files.Place(name + "-out"), "model.safetensors"));
}
