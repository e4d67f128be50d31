using System.Text.Json.Nodes;
using NegPreact.Models;
using NegPreact.Results;
using NegPreact.Tests.Experiments;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Results;

public sealed class MeasuringCacheTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TinyGrammar tiny = new();

    private IReadOnlyList<IReadOnlyList<int>> Windows => TinyGrammar.Text.Windows(tiny.Model.Tokenizer, 8);

    private NeuronSet Neurons => NeuronSet.Top(tiny.Scores, 20);

    public void Dispose()
    {
        tiny.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_is_read_is_what_was_measured_and_what_measuring_by_hand_gives()
    {
        var (store, plain) = (Store(), All(new MeasuringCache(tiny.Model)));
        var first = All(new MeasuringCache(tiny.Model, store));
        Assert.Equal((0, plain.Count), (store.Use.Read, store.Use.Measured));
        var again = All(new MeasuringCache(tiny.Model, store));
        Assert.Equal((plain.Count, plain.Count), (store.Use.Read, store.Use.Measured));
        Assert.Equal(plain, first);
        Assert.Equal(plain, again);
        using (tiny.Model.Ablate(Neurons, Ablation.SignFlip))
        {
            Assert.Equal(plain[0], Perplexity.OfWindows(tiny.Model, Windows).WindowLosses);
            Assert.Equal(plain[1], TokenLogProbabilities.Of(tiny.Model, Windows).SelectMany(w => w));
            var pairs = PairScores.Measure(tiny.Model, TinyGrammar.Battery.Blimp, ScoringConvention.PaperTse);
            Assert.Equal(plain[2], pairs.Good.Concat(pairs.Bad));
            Assert.Equal(plain[3], TaskScore.Of(tiny.Model, TinyGrammar.Battery.Tasks[0]).Outcomes.SelectMany(
                o => o.Options.Select(a => a.LogProbability)));
        }
    }

    [Fact]
    public void A_search_layer_by_layer_shares_what_lies_below_and_finds_the_same()
    {
        var target = new Intervention(Neurons, Ablation.ZeroBoth);
        var store = Store();
        var found = Draw(new MeasuringCache(tiny.Model, store));
        Assert.InRange(store.Use.Layers.Saved, 1, store.Use.Layers.Run);
        Assert.Contains("layer passes saved", $"{store.Use}", StringComparison.Ordinal);
        var layers = ((PerplexityMatch)found.Match!).Layers;
        for (var layer = 0; layer < layers.Count; layer++)
        {
            Assert.Equal(layers[layer]!.TargetLoss, Loss(Neurons.Only(layer)));
            Assert.Equal(layers[layer]!.ControlLoss, Loss(found.Neurons.Only(layer)));
        }

        double Loss(NeuronSet neurons)
        {
            using var ablation = tiny.Model.Ablate(neurons, Ablation.ZeroBoth);
            return Perplexity.OfWindows(tiny.Model, Windows).WindowLosses.Average();
        }

        ControlSet Draw(MeasuringCache cache) => Control.PerplexityMatchedByLayer.Draw(
            new ControlSource(cache, TinyGrammar.Text, tiny.Scores, target) { Match = new() { WindowLength = 8 } });
    }

    [Fact]
    public void No_answer_is_ever_read_for_another_question()
    {
        var store = Store();
        var (windows, suite, convention, set) = (
            Windows, TinyGrammar.Battery.Blimp, ScoringConvention.PaperBlimp, TinyGrammar.Battery.Tasks[0]);
        var cache = new MeasuringCache(tiny.Model, store);
        Action[] asked =
        [
            () => cache.Perplexity(windows), () => cache.Perplexity(windows, Zeroed(Neurons)),
            () => cache.Perplexity(windows, new(Neurons, Ablation.ZeroPositive)),
            () => cache.Perplexity(windows, Zeroed(NeuronSet.Top(tiny.Scores, 10))),
            () => cache.Perplexity(windows, Zeroed(NeuronSet.Random(Neurons, 1))),
            () => cache.Perplexity([.. windows.Skip(1)]),
                () => cache.Perplexity(TinyGrammar.Text.Windows(tiny.Model.Tokenizer, 16)),
            () => cache.Perplexity([.. windows.Reverse()]), () => cache.TokenLogProbabilities(windows),
            () => cache.TokenLogProbabilities(windows, Zeroed(Neurons)),
            () => cache.Pairs(suite, convention), () => cache.Pairs(suite, convention, Zeroed(Neurons)),
            () => cache.Pairs(suite, convention with { Score = SentenceScore.MeanPerToken }),
            () => cache.Pairs(suite, convention with { LeadingSpace = true }),
                () => cache.Pairs(suite.First(2), convention),
            () => cache.Pairs(TinyGrammar.Battery.Tse, convention), () => cache.Tasks(set),
            () => cache.Tasks(set, null, Zeroed(Neurons)),
            () => cache.Tasks(set, new TaskSettings { Prompt = AnswerPrompt.AnswerLine }),
                () => cache.Tasks(set.Sample(5, 1)),
            () => Scores(store), () => Scores(store, new() { WindowLength = 8, Pairs = 21 }),
                () => Scores(store, new() { WindowLength = 8, Pairs = 20, Seed = 2 }),
            () => Scores(store, new() { WindowLength = 8, Pairs = 20, ExactBytes = 0 }),
                () => Scores(store, new() { WindowLength = 16, Pairs = 20 }),
        ];
        foreach (var (i, ask) in asked.Index())
        {
            ask();
            Assert.Equal((0, i + 1), (store.Use.Read, store.Use.Measured));
        }

        foreach (var other in Others())
            using (other)
            {
                var measured = store.Use.Measured;
                new MeasuringCache(other, store).Perplexity(windows);
                Assert.Equal((0, measured + 1), (store.Use.Read, store.Use.Measured));
            }
    }

    [Fact]
    public void Equal_neurons_are_one_question_however_they_were_chosen()
    {
        var store = Store();
        var listed = NeuronSet.Of(Enumerable.Range(0, 2).Select(l => Neurons[l].Reverse()), Neurons.IntermediateSizes);
        new MeasuringCache(tiny.Model, store).Perplexity(Windows, Zeroed(Neurons));
        new MeasuringCache(tiny.Model, store).Perplexity(Windows, Zeroed(listed));
        Assert.Equal((1, 1), (store.Use.Read, store.Use.Measured));
    }

    [Fact]
    public void Ties_are_a_matter_of_reading_and_not_of_measuring()
    {
        var store = Store();
        var same = PairSuite.Of("same", [new MinimalPair("the dog runs.", "the dog runs.", "p", "p")]);
        var cache = new MeasuringCache(tiny.Model, store);
        Assert.False(cache.Pairs(same, ScoringConvention.PaperBlimp).Right[0]);
        Assert.True(cache.Pairs(same, ScoringConvention.PaperBlimp with { Ties = TieRule.Right }).Right[0]);
        Assert.Equal((1, 1), (store.Use.Read, store.Use.Measured));
    }

    [Fact]
    public void While_others_have_hooks_in_place_nothing_is_read_or_kept()
    {
        var store = Store();
        var untouched = Scores(store);
        using (tiny.Model.Ablate(Neurons, Ablation.ZeroBoth))
        {
            Assert.NotEqual(untouched, Scores(store));
            Assert.Equal(Perplexity.OfWindows(tiny.Model, Windows).WindowLosses,
                new MeasuringCache(tiny.Model, store).Perplexity(Windows).WindowLosses);
        }

        var seen = 0;
        using (tiny.Model.Observe((_, _, _) => seen++))
            Scores(store);
        Assert.True(seen > 0);
        Assert.Equal((0, 1), (store.Use.Read, store.Use.Measured));
        Assert.Equal(untouched, Scores(store));
    }

    private static IEnumerable<LanguageModel> Others()
    {
        using var weights = TinyModel.Llama(intermediate: 40).AddTokenizer();
        weights.Tensors["model.norm.weight"].Bytes.ToArray().CopyTo(
            System.Runtime.InteropServices.MemoryMarshal.AsMemory(weights.Tensors["lm_head.weight"].Bytes));
        yield return weights.Load();
        using var config = TinyModel.Llama(intermediate: 40).AddTokenizer();
        config.Config["rms_norm_eps"] = JsonValue.Create(1e-3);
        yield return config.Load();
        using var narrow = TinyModel.Llama(intermediate: 40).AddTokenizer();
        yield return narrow.Load(new LoadOptions { Compute = ComputeType.BFloat16, SlowBFloat16 = true });
    }

    private static Intervention Zeroed(NeuronSet neurons) => new(neurons, Ablation.ZeroNegative);

    private List<List<double>> All(MeasuringCache cache)
    {
        var flipped = new Intervention(Neurons, Ablation.SignFlip);
        var pairs = cache.Pairs(TinyGrammar.Battery.Blimp, ScoringConvention.PaperTse, flipped);
        return
        [
            [.. cache.Perplexity(Windows, flipped).WindowLosses],
            [.. cache.TokenLogProbabilities(Windows, flipped).SelectMany(w => w)],
            [.. pairs.Good, .. pairs.Bad],
            [.. cache.Tasks(TinyGrammar.Battery.Tasks[0], null, flipped).Outcomes.SelectMany(
                o => o.Options.Select(a => a.LogProbability))],
        ];
    }

    private List<NeuronScore> Scores(ResultStore store, NeuronScoreSettings? settings = null) =>
        [
            .. new MeasuringCache(tiny.Model, store)
                .NeuronScores(TinyGrammar.Text, settings ?? new() { WindowLength = 8, Pairs = 20 }).All,
        ];

    private ResultStore Store() => ResultStore.Open(folder.Path, tell: Assert.Fail);
}
