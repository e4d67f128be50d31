using NegPreact.Tests.Models;

namespace NegPreact.Tests.Controls;

public sealed class PerplexityMatchTests : IDisposable
{
    private static readonly Corpus Text = Corpus.OfText("tiny", TinyModel.Texts);
    private static readonly PerplexityMatchSettings Short = new() { WindowLength = 8, Windows = 6, FloorNats = 0 };
    private readonly TinyModel files = TinyModel.Llama(intermediate: 60).AddTokenizer();
    private readonly LanguageModel model;
    private readonly NeuronScores scores;
    private readonly NeuronSet target;

    public PerplexityMatchTests()
    {
        model = files.Load();
        scores = NeuronScores.Measure(model, Text, new NeuronScoreSettings { WindowLength = 8, Pairs = 20 },
            TestContext.Current.CancellationToken);
        target = NeuronSet.Of([[.. NeuronSet.Top(scores, 10)[0]], [3, 4]], model.IntermediateSizes); // 6 and 2 neurons
    }

    [Theory]
    [InlineData(CountRule.EqualFraction, "perplexity-matched")]
    [InlineData(CountRule.ProportionalToTarget, "perplexity-matched")]
    [InlineData(CountRule.LayerByLayer, "perplexity-matched")]
    [InlineData(CountRule.EqualFraction, "perplexity-matched-random")]
    [InlineData(CountRule.LayerByLayer, "perplexity-matched-random")]
    public void What_is_reported_is_what_the_control_does(CountRule rule, string id)
    {
        var settings = Short with { Counts = rule };
        var forwards = 0;
        ControlSet control;
        using (model.Network.Mlps[0].Input.Add(x =>
        {
            forwards++;
            return x;
        }))
            control = Match(settings, of: id);
        var match = Assert.IsType<PerplexityMatch>(control.Match);

        Assert.Equal(forwards, match.Passes); // six windows fit in one batch
        Assert.Equal(6, match.Windows);
        Assert.Equal(settings, match.Settings);
        Assert.Equal(Losses(null).Average(), match.DenseLoss, 1e-12);
        Assert.Equal(Losses(target).Average(), match.Whole.TargetLoss, 1e-12);
        Assert.Equal(Losses(control.Neurons).Average(), match.Whole.ControlLoss, 1e-12);
        Assert.Equal(match.Whole.ControlLoss - match.Whole.TargetLoss, match.Whole.Difference!.Value, 1e-12);
        Assert.Equal(match.Whole.Reached, Math.Abs(match.Whole.Difference.Value) <= match.Whole.ToleranceNats);
        Assert.Equal(0.05 * Math.Abs(match.Whole.TargetLoss - match.DenseLoss), match.Whole.ToleranceNats, 1e-12);
        Assert.Equal(control.Neurons.LayerCounts, match.LayerCounts);
        Assert.Equal(control.Neurons.Count, match.Whole.Count);
        Assert.Equal(Ablation.ZeroBoth, control.Intervention.Ablation);
        for (var layer = 0; layer < 2; layer++)
            Assert.Empty(control.Neurons[layer].Intersect(target[layer]));
        Assert.Equal(0, model.Network.Mlps.Sum(m => m.HookCount));

        var again = Match(settings, of: id);
        Assert.Equal(control.Neurons, again.Neurons);
        Assert.Equal(control.ToString(), again.ToString());
        Assert.Equal(match.Whole.Search, ((PerplexityMatch)again.Match!).Whole.Search);
    }

    [Theory]
    [InlineData(CountRule.EqualFraction, 1)]
    [InlineData(CountRule.ProportionalToTarget, 3)]
    public void Counts_spread_over_the_layers_by_the_rule(CountRule rule, int ratio)
    {
        // A tolerance of nothing makes the search go to its end, through many counts.
        var match = (PerplexityMatch)Match(Short with { Counts = rule, Tolerance = new(0, ToleranceUnit.Nats) }).Match!;
        Assert.InRange(match.LayerCounts[0] - (ratio * match.LayerCounts[1]), -ratio, ratio);
        Assert.Empty(match.Layers);
    }

    [Fact]
    public void Layer_by_layer_each_layer_is_matched_alone()
    {
        var settings = Short with { Counts = CountRule.LayerByLayer,
            Tolerance = new(0.2, ToleranceUnit.ShareOfEffect) };
        var control = Match(settings);
        var match = (PerplexityMatch)control.Match!;
        for (var layer = 0; layer < 2; layer++)
        {
            var l = layer;
            var found = match.Layers[layer]!;
            Assert.Equal(Losses(Only(l, target)).Average(), found.TargetLoss, 1e-12);
            Assert.Equal(Losses(Only(l, control.Neurons)).Average(), found.ControlLoss, 1e-12);
            Assert.Equal(control.Neurons.LayerCounts[layer], found.Count);
        }

        var untouched = Match(settings, Only(0, target));
        Assert.Null(((PerplexityMatch)untouched.Match!).Layers[1]);
        Assert.Equal(0, untouched.Neurons.LayerCounts[1]);
    }

    [Fact]
    public void The_lowest_distances_are_taken_first()
    {
        var control = Match(Short with { Counts = CountRule.LayerByLayer });
        foreach (var (layer, l) in scores.WassersteinDistance.Select((layer, l) => (layer, l)))
        {
            int[] outside = [.. Enumerable.Range(0, 60).Except(target[l]).OrderBy(i => layer[i])];
            Assert.Equal(outside.Take(control.Neurons.LayerCounts[l]).Order(), control.Neurons[l]);
        }
        Assert.Contains(
            "lowest Wasserstein distance outside the target first", control.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_matched_is_a_result()
    {
        // Zeroing all but one neuron of the first layer cannot be brought about by that one.
        var greedy = NeuronSet.Of([Enumerable.Range(0, 59), []], model.IntermediateSizes);
        var match = (PerplexityMatch)Match(Short with { Counts = CountRule.LayerByLayer }, greedy).Match!;
        Assert.Equal(MatchOutcome.PoolTooWeak, match.Layers[0]!.Outcome);
        Assert.Equal(1, match.Layers[0]!.Candidates);
        Assert.False(match.Reached);
        Assert.Equal(MatchOutcome.LayersDoNotAdd, match.Whole.Outcome);
        Assert.Contains("0 of 1 layers matched by themselves", match.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_below_the_floor_counts_as_none_but_the_search_goes_to_its_end()
    {
        var strict = Short with { Tolerance = new(0, ToleranceUnit.Nats) };
        var without = (PerplexityMatch)Match(strict).Match!;
        var with = (PerplexityMatch)Match(strict with { FloorNats = 100 }).Match!;
        Assert.False(without.Reached);
        Assert.Equal(
            without.Whole with { Outcome = MatchOutcome.Reached, ToleranceNats = 100, Search = [] },
            with.Whole with { Search = [] });
        Assert.Equal(without.Whole.Search, with.Whole.Search);
    }

    [Fact]
    public void A_cancelled_search_leaves_the_model_clean()
    {
        using var source = new CancellationTokenSource();
        var forwards = 0;
        using (model.Network.Mlps[1].Input.Add(x =>
        {
            if (++forwards == 3)
                source.Cancel();
            return x;
        }))
            Assert.Throws<OperationCanceledException>(
                () => Match(Short with { Tolerance = new(0, ToleranceUnit.Nats) }, stop: source.Token));
        Assert.Equal(3, forwards);
        Assert.Equal(0, model.Network.Mlps.Sum(m => m.HookCount));
    }

    [Fact]
    public void No_tensor_is_left_behind() => LiveTensors.StayEqual(() => Match(Short));

    [Fact]
    public void Unfit_requests_are_refused()
    {
        Assert.Throws<NegPreactException>(() => Match(Short with { Windows = 0 }));
        Assert.Throws<NegPreactException>(() => Match(Short, NeuronSet.Of([[1]], [60])));
    }

    // On a trained model the paper's control exists: many neurons of low distance do what a few of high distance do.
    [Fact]
    public void The_built_in_model_has_a_match()
    {
        using var trained = LanguageModel.Load("data/models/tiny-llama");
        var text = Corpus.OfText("part of the built-in text", Corpus.BuiltIn.Documents[0]);
        var measured = NeuronScores.Measure(trained, text, new NeuronScoreSettings { WindowLength = 128, Pairs = 100 },
            TestContext.Current.CancellationToken);
        var top = NeuronSet.Top(measured, 2);
        var source = new ControlSource(
            new MeasuringCache(trained, cancellation: TestContext.Current.CancellationToken), text, measured,
            new(top, Ablation.ZeroNegative));
        var control = Control.PerplexityMatched.Draw(source with { Match = new() { WindowLength = 128 } });
        var match = (PerplexityMatch)control.Match!;
        Assert.True(match.Reached, match.ToString());
        using (trained.Apply(control.Intervention))
            Assert.Equal(match.Whole.ControlPerplexity, Perplexity.OfWindows(
                trained, text.Windows(trained.Tokenizer, 128), TestContext.Current.CancellationToken).Value, 1e-9);
        TestContext.Current.TestOutputHelper!.WriteLine(control.ToString());
    }

    public void Dispose()
    {
        model.Dispose();
        files.Dispose();
    }

    private ControlSet Match(
        PerplexityMatchSettings settings, NeuronSet? neurons = null, string of = "perplexity-matched",
        CancellationToken? stop = null)
    {
        var cache = new MeasuringCache(model, cancellation: stop ?? TestContext.Current.CancellationToken);
        var source = new ControlSource(
            cache, Text, scores, new(neurons ?? target, Ablation.ZeroBoth)) { Match = settings };
        return Control.All.Single(c => c.Id == of).Draw(source, seed: 5);
    }

    private NeuronSet Only(int layer, NeuronSet set) =>
        NeuronSet.Of(set.LayerCounts.Select((_, l) => l == layer ? set[l] : []), set.IntermediateSizes);

    private IReadOnlyList<double> Losses(NeuronSet? set)
    {
        using var scope = set is null ? null : model.Ablate(set, Ablation.ZeroBoth);
        return Perplexity.OfWindows(
            model, [.. Text.Windows(model.Tokenizer, 8).Take(6)], TestContext.Current.CancellationToken).WindowLosses;
    }
}
