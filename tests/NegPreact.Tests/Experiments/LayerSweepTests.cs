namespace NegPreact.Tests.Experiments;

public sealed class LayerSweepTests : IDisposable
{
    private static readonly LayerSweepSettings Settings = new() { Percent = 20, Seeds = [1, 2, 3], WindowLength = 8,
        MostWindows = 5, PairsPerParadigm = 6, Mastery = new() { At = 1 } };
    private readonly TinyGrammar tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Every_measurement_is_what_an_ablation_by_hand_gives()
    {
        var found = Run();
        var target = NeuronSet.Top(tiny.Scores, 20);
        Assert.Equal(target, Assert.Single(found.Sets[Selection.Target]).Neurons);
        Assert.Equal(
            Settings.Seeds.Select(seed => NeuronSet.Random(target, seed)),
            found.Sets[Control.RandomSets].Select(s => s.Neurons));
        Assert.Equal(
            Control.LowestDistance.Draw(tiny.Source(target)).Neurons,
            Assert.Single(found.Sets[Control.LowestDistance]).Neurons);
        Is(found.Untouched, null);
        foreach (var set in found.Sets.Values.SelectMany(s => s))
        {
            Assert.Equal([new(0, 0), new(1, 1), new(0, 1)], set.Measured.Keys);
            foreach (var (layers, measured) in set.Measured)
                Is(measured, set.Neurons.Only(Enumerable.Range(layers.From, layers.To + 1 - layers.From)));
        }
    }

    [Fact]
    public void The_untouched_model_is_like_itself_and_an_ablated_one_like_it_below_the_ablation()
    {
        var found = Run();
        Assert.All(found.Untouched.Divergences, d => Assert.Equal(0, d));
        Assert.All(found.Untouched.Cosines.SelectMany(c => c), c => Assert.Equal(1, c));
        foreach (var set in found.Sets.Values.SelectMany(s => s))
            foreach (var (layers, measured) in set.Measured)
            {
                Assert.All(measured.Divergences, d => Assert.True(d > 0));
                for (var depth = 0; depth < found.Depths; depth++)
                    Assert.Equal(depth <= layers.From, measured.Cosines[depth].All(c => c == 1));
            }
    }

    [Fact]
    public void Two_runs_give_the_same_numbers_however_much_is_reused()
    {
        var (first, second) = (Run(), Run(Settings with { ReuseBytes = 0 }));
        Assert.Equal((0.0, 0L), (second.LayerPasses.Share, second.HeldBytes));
        Assert.True(first.LayerPasses.Share > 0.1);
        foreach (var (neurons, sets) in first.Sets)
            foreach (var (a, b) in sets.Zip(second.Sets[neurons]))
                foreach (var layers in a.Measured.Keys)
                    Assert.Equal(Numbers(a.Measured[layers]), Numbers(b.Measured[layers]));
        foreach (var effect in Enum.GetValues<LayerEffect>())
            Assert.Equal(first.Additivity(effect, Control.RandomSets), second.Additivity(effect, Control.RandomSets));
    }

    [Fact]
    public void Effects_are_means_of_differences()
    {
        var found = Run();
        var plain = found.Untouched;
        foreach (var (neurons, sets) in found.Sets)
            foreach (var layers in sets[0].Measured.Keys)
            {
                var all = sets.Select(s => s.Measured[layers]).ToList();
                double Right(LayerMeasurement m) => m.Margins.Average(x => x > 0 ? 100.0 : 0);
                Check(LayerEffect.Loss, all.Average(m => Math.Log(m.Perplexity)) - Math.Log(plain.Perplexity));
                Check(LayerEffect.Divergence, all.Average(m => m.Divergences.Average()));
                Check(LayerEffect.Margin, plain.Margins.Average() - all.Average(m => m.Margins.Average()));
                Check(LayerEffect.Accuracy, Right(plain) - all.Average(Right));

                void Check(LayerEffect effect, double expected)
                {
                    var value = found.Effect(effect, neurons, layers);
                    Assert.Equal(expected, value.Value, 1e-12);
                    Assert.Equal(expected, found.MeanEffect(effect, neurons, layers), 1e-12);
                    Assert.True(value.Interval.Low <= value.Interval.High);
                }
            }

        var last = found.Depths - 1;
        Assert.Equal(
            found.Cosine(Control.RandomSets, found.AllLayers, last).Value
                - found.Cosine(Selection.Target, found.AllLayers, last).Value,
            found.TurnedFurther(found.AllLayers, last).Beyond.Value, 1e-12);
        Assert.Equal(
            found.Effect(LayerEffect.Loss, Selection.Target, new(0, 0)),
            found.OfHalf(LayerEffect.Loss, late: false).Estimate());
        Assert.Equal(
            found.Effect(LayerEffect.Loss, Selection.Target, new(1, 1)),
            found.OfHalf(LayerEffect.Loss, late: true).Estimate());
        var beyond = found.BeyondRandom(LayerEffect.Margin, found.AllLayers);
        Assert.Equal(
            found.MeanEffect(LayerEffect.Margin, Selection.Target, found.AllLayers)
                - found.MeanEffect(LayerEffect.Margin, Control.RandomSets, found.AllLayers),
            beyond.Beyond.Value, 1e-12);
        Assert.Equal(3, beyond.Sets);
        var phenomena = found.ByPhenomenon(LayerEffect.Margin, Selection.Target, found.AllLayers);
        Assert.Equal(["agreement", "objects"], found.Phenomena.Select(p => p.Name));
        Assert.Equal(
            found.Effect(LayerEffect.Margin, Selection.Target, found.AllLayers).Value,
            phenomena.Zip(found.Phenomena, (e, p) => e * p.Items.Count()).Sum() / found.Untouched.Margins.Count,
            1e-12);
        Assert.Throws<NegPreactException>(
            () => found.ByPhenomenon(LayerEffect.Loss, Control.RandomSets, found.AllLayers));
    }

    [Fact]
    public void It_leaves_no_tensor_and_no_hook_behind_also_when_cancelled()
    {
        Traces.NoneAlsoWhenCancelled(
            tiny.Model, stop => LayerSweep.Run(new MeasuringCache(tiny.Model, cancellation: stop), TinyGrammar.Text,
            tiny.Scores, TinyGrammar.Battery, Settings));
        Assert.All(tiny.Model.Network.Residual, point => Assert.Equal(0, point.Count));
    }

    [Fact]
    public void Unfit_settings_are_refused_and_a_quick_run_is_smaller()
    {
        Assert.Throws<NegPreactException>(() => Run(Settings with { FullSets = 0 }));
        Assert.Throws<NegPreactException>(() => Run(Settings with { MostWindows = 1 }));
        Assert.Throws<NegPreactException>(() => Run(Settings with { PairsPerParadigm = 0 }));
        Assert.Throws<NegPreactException>(() => Run(Settings with { MostGroups = 1 }));
        Assert.Throws<NegPreactException>(() => Run(Settings with { Percent = 101 }));
        Assert.Throws<NegPreactException>(() => Run(Settings with { WindowLength = 4_000 }));
        var quick = new LayerSweepSettings().Quicker();
        Assert.True(quick.Quick);
        Assert.Equal((10, 6, 2), (quick.Seeds.Count, quick.MostWindows, quick.PairsPerParadigm));
    }

    [Fact]
    public void Without_seeds_the_target_alone_is_ablated()
    {
        var (whole, alone) = (Run(), Run(Settings with { Seeds = [] }));
        Assert.Equal([Selection.Target], alone.Sets.Keys);
        Assert.Equal(
            whole.GrowsSteadily(LayerEffect.Margin).Estimate, alone.GrowsSteadily(LayerEffect.Margin).Estimate);
        Assert.Contains(
            "give seeds", Assert.Throws<NegPreactException>(() => alone.TurnsFurther()).Message,
            StringComparison.Ordinal);
        Assert.Contains(alone.Measured().Rows, r => (string?)r[1] == "nothing");
    }

    [Fact]
    public void Where_no_paradigm_is_mastered_no_claim_is_made_of_pairs()
    {
        var found = Run(Settings with { Mastery = new() { At = 0 } });
        var claim = found.EarlyWorst(LayerEffect.Margin);
        Assert.Equal(Verdict.CannotApply, claim.Verdict);
        Assert.Contains("masters 0 of 3 paradigms", Assert.Single(claim.Notes), StringComparison.Ordinal);
        Assert.NotEqual(Verdict.CannotApply, found.EarlyWorst(LayerEffect.Loss).Verdict);
        Assert.Contains(
            Run().EarlyWorst(LayerEffect.Margin).Notes,
            note => note.StartsWith("Judged on 3 of 3 paradigms", StringComparison.Ordinal));
    }

    [Fact]
    public void Constructions_are_scored_with_the_target_ablated_layer_by_layer()
    {
        var found = Run();
        var tse = TinyGrammar.Battery.Part(6, 1, Settings.Seed).Tse;
        double[] Margins(NeuronSet? neurons)
        {
            using var scope = neurons is null ? null : tiny.Model.Ablate(neurons, Ablation.ZeroNegative);
            return [.. PairScores.Measure(
                tiny.Model, tse, ScoringConvention.PaperTse, TestContext.Current.CancellationToken).Margins];
        }

        var target = NeuronSet.Top(tiny.Scores, 20);
        Assert.Equal(Margins(null), found.Constructions.Untouched.Margins);
        Assert.Equal(Margins(target.Only(1)), found.Constructions.Target[new(1, 1)].Margins);
        Assert.Equal(
            Margins(null).Average() - Margins(target).Average(),
            Assert.Single(found.Constructions.LostMargins(found.AllLayers)), 1e-12);
    }

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Only_some_random_sets_are_scored_on_pairs_and_in_several_layers_but_not_all()
    {
        using var model = LanguageModel.Load("data/models/tiny-llama");
        var scores = NeuronScores.Measure(model, ShortText.Text, ShortText.Measurement);
        var found = LayerSweep.Run(
            new MeasuringCache(model, cancellation: TestContext.Current.CancellationToken), ShortText.Text, scores,
            Battery.BuiltIn, new()
            {
                Seeds = [1, 2, 3], FullSets = 1, MostWindows = 2, WindowLength = 16, PairsPerParadigm = 1,
                Mastery = new() { Pairs = 2, At = 1 },
            });
        Assert.Equal([9, 5, 5], found.Sets[Control.RandomSets].Select(s => s.Measured.Count));
        Assert.Equal(9, Assert.Single(found.Sets[Selection.Target]).Measured.Count);
        Assert.Equal(3, found.BeyondRandom(LayerEffect.Loss, LayerRange.Alone(2)).Sets);
        Assert.Equal(1, found.BeyondRandom(LayerEffect.Loss, new(0, 1)).Sets);
        Assert.Equal(1, found.BeyondRandom(LayerEffect.Margin, LayerRange.Alone(2)).Sets);
        Assert.Equal(4, found.BeyondRandomByLayer(LayerEffect.Loss).Rows.Count);
        Assert.Equal(4, found.Phenomena(LayerEffect.Margin, cumulative: true).Numbers.Rows.Count);
        Assert.Equal(5, found.ByConstruction().Numbers.Rows.Count);
    }

    private static List<double> Numbers(LayerMeasurement m) =>
        [.. m.WindowLosses, .. m.Divergences, .. m.Cosines.SelectMany(c => c), .. m.Margins];

    private LayerSweepResult Run(LayerSweepSettings? settings = null) =>
        LayerSweep.Run(new MeasuringCache(tiny.Model, cancellation: TestContext.Current.CancellationToken),
        TinyGrammar.Text, tiny.Scores, TinyGrammar.Battery, settings ?? Settings);

    private void Is(LayerMeasurement measured, NeuronSet? neurons)
    {
        var windows = TinyGrammar.Text.Windows(tiny.Model.Tokenizer, 8);
        var chosen = Enumerable.Range(0, 5).Select(w => windows[w * windows.Count / 5]).ToArray();
        using var scope = neurons is null ? null : tiny.Model.Ablate(neurons, Ablation.ZeroNegative);
        var losses = Perplexity.OfWindows(tiny.Model, chosen, TestContext.Current.CancellationToken).WindowLosses;
        Assert.Equal(5, measured.WindowLosses.Count);
        Assert.All(losses.Zip(measured.WindowLosses), l => Assert.Equal(l.First, l.Second, 1e-5));
        var part = TinyGrammar.Battery.Part(6, 1, Settings.Seed).Blimp;
        Assert.Equal(
            PairScores.Measure(tiny.Model, part, ScoringConvention.PaperBlimp,
            TestContext.Current.CancellationToken).Margins, measured.Margins);
    }
}
