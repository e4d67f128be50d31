using NegPreact.Results;
using NegPreact.Tests.Experiments;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Results;

/// <summary>The notebooks' experiments, run again: the same numbers, and nothing measured.</summary>
public sealed class ExperimentStoreTests : IDisposable
{
    private static readonly Corpus Short = Corpus.OfText("short", string.Concat(Corpus.BuiltIn.Documents.Take(3)));
    private readonly TemporaryFolder folder = new();
    private readonly TinyGrammar tiny = new();

    public void Dispose()
    {
        tiny.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_dose_response() => Twice(store => DoseResponse.Run(
        new MeasuringCache(tiny.Model, store), TinyGrammar.Text, tiny.Scores,
        new() { Percents = [5, 20], Seeds = [1, 2], WindowLength = 8 }).Doses.Select(d => d.Contrast));

    [Fact]
    public void The_contrast_of_grammar() => Twice(
        store => Run(store).Doses.SelectMany(d => d.Beyond.Values.Select(l => (l.Accuracy, l.Margin))));

    [Fact]
    public void Grammar_by_ablation() => Twice(store => GrammarByAblation.Run(
        new MeasuringCache(tiny.Model, store), NeuronSet.Top(tiny.Scores, 20), TinyGrammar.Battery,
        TinyGrammar.Settings).Drops.Values.Select(l => (l.Accuracy, l.Margin)));

    [Fact]
    public void The_discovery() => Twice(store =>
    {
        var found = Discovery.Run(new MeasuringCache(tiny.Model, store), TinyGrammar.Text,
            new() { Measurement = new() { WindowLength = 8, Pairs = 20 } });
        return found.Samples.SelectMany(s => s.Values).Select(v => (object)v)
            .Concat([
                found.Difficulty.Within, found.Difficulty.Shuffled, found.Standing.NullRatio,
                found.Standing.Further!.Estimate(),
            ])
            .Concat(found.Scores.All);
    });

    [Fact]
    public void Surprisal_by_part_of_speech() => OnText((model, scores) => Twice(store => PosSurprisal.Run(
        new MeasuringCache(model, store), Short, scores,
        new() { Percents = [10], Seeds = [1, 2], WindowLength = 64, MatchWindows = 4, FlipSeeds = [1], GoldWindows = 0,
        MinimumTokens = 20 }).Doses[0].Tags));

    [Fact]
    public void The_differentiation() => OnText((model, scores) => Twice<object>(store =>
    {
        var found = Differentiation.Run(
            new MeasuringCache(model, store), Short, scores,
            new() { Percent = 5, RandomSeeds = [1, 2], WindowLength = 64, Pairs = 8_000, ClosePercent = 10,
            Resamples = 50, MinimumPairs = 3 });
        return
        [
            found.Source, found.Syntactic, .. found.Neurons, .. found.Shares, .. found.Tags,
                .. found.Settings.Syntactic.Select(s => (object)s),
            .. found.Examples.SelectMany(e => e.Pairs),
                .. found.Examples.SelectMany(e => e.Distances).Select(d => (object)d),
            .. found.Examples.SelectMany(e => e.Sample.Values).Select(v => (object)v),
        ];
    }));

    [Fact]
    public void An_experiment_that_was_stopped_goes_on_in_the_middle()
    {
        var whole = Store("whole");
        Run(whole);
        using var stop = new CancellationTokenSource();
        var store = Store("stopped");
        stop.CancelAfter(TimeSpan.Zero);
        Assert.ThrowsAny<OperationCanceledException>(() => GrammarContrast.Run(
            new MeasuringCache(tiny.Model, store, stop.Token), TinyGrammar.Text, tiny.Scores, TinyGrammar.Battery,
            TinyGrammar.Settings));
        // What it had measured by then, whenever that was: some results of the whole.
        foreach (var file in Directory.GetFiles(whole.Folder).Where((_, i) => i % 2 == 0))
            File.Copy(file, Path.Combine(store.Folder, Path.GetFileName(file)), overwrite: true);
        var kept = Directory.GetFiles(store.Folder).Length;
        var again = Store("stopped");
        Run(again);
        Assert.Equal(whole.Use.Measured - kept, again.Use.Measured);
    }

    [Fact]
    public void One_experiment_finds_what_another_has_measured()
    {
        var store = Store("shared");
        Run(store);
        var measured = Passes(store);
        var part = TinyGrammar.Settings
            with { Seeds = [1, 2], MatchSeeds = [4], Comparisons = [Control.PerplexityMatched, Control.RandomSets] };
        GrammarContrast.Run(new MeasuringCache(tiny.Model, store, TestContext.Current.CancellationToken),
            TinyGrammar.Text, tiny.Scores, TinyGrammar.Battery, part);
        Assert.Equal(measured, Passes(store));
    }

    private static int Passes(ResultStore store) => Directory.GetFiles(store.Folder).Length;

    private static void OnText(Action<LanguageModel, NeuronScores> run)
    {
        using var files = TinyModel.Llama().AddTokenizer();
        using var model = files.Load();
        run(model, NeuronScores.Measure(model, Short, new NeuronScoreSettings { WindowLength = 64 }));
    }

    private void Twice<T>(Func<ResultStore?, IEnumerable<T>> run)
    {
        var plain = run(null).ToList();
        var store = Store("twice");
        Assert.Equal(plain, run(store));
        var measured = store.Use.Measured;
        Assert.True(measured > 0);
        Assert.Equal(plain, run(store));
        Assert.Equal(measured, store.Use.Measured);
        Assert.True(store.Use.Read >= measured);
    }

    private GrammarContrastResult Run(ResultStore? store) => GrammarContrast.Run(
        new MeasuringCache(tiny.Model, store, TestContext.Current.CancellationToken), TinyGrammar.Text, tiny.Scores,
        TinyGrammar.Battery, TinyGrammar.Settings);

    private ResultStore Store(string name) => ResultStore.Open(folder.Folder(name), tell: Assert.Fail);
}
