using System.Text.Json;
using NegPreact.Tests.Hub;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Experiments;

public sealed class CheckpointsTests : IDisposable
{
    private static readonly Corpus Text = Corpus.OfText(
        "tiny", string.Concat(Enumerable.Repeat(TinyModel.Texts + "\n", 6)));
    private static readonly Corpus Scored = Corpus.OfText(
        "other", string.Concat(Enumerable.Repeat("a farmer sees the dog. " + TinyModel.Texts + "\n", 6)));

    private readonly TinyTraining training = new(30, 0, 2, 10, 20);

    internal static CheckpointsSettings Settings { get; } = new()
    {
        Percent = 10, Dose = 20, Seeds = [1, 2, 3], SetsBetween = 2, WindowLength = 32, Windows = 12,
        Mastery = new() { At = 1 },
        Separation = new DifferentiationSettings { Pairs = 400, ClosePercent = 30, FarPercent = 30, RandomSeeds = [1],
        Resamples = 50, MinimumPairs = 2 },
    };

    public void Dispose() => training.Dispose();

    internal static CheckpointsResult Run(
        TinyTraining training, CheckpointsSettings? settings = null, CancellationToken stop = default) =>
        Checkpoints.Run(
            CheckpointSeries.Of(training.Path), Scored, Text, TinyGrammar.Battery, settings ?? Settings, stop);

    [Fact]
    public void Each_step_agrees_with_measuring_by_hand()
    {
        var found = Run(training);
        Assert.Equal([0L, 2, 10, 20, 30], found.Steps.Select(s => s.Step));
        Assert.Equal(10, found.ForwardStep); // the first at or after 3
        Assert.Equal(found.Steps[2].Top, found.Forward);
        Assert.Equal(found.Steps[^1].Top, found.Backward);

        var step = found.Steps[1];
        using var model = LanguageModel.Load(Path.Combine(training.Path, "checkpoints", "step000002"));
        var windows = Text.Windows(model.Tokenizer, 32).Take(12).ToList();
        var dense = Perplexity.OfWindows(model, windows).MeanLoss;
        Assert.Equal(dense, step.Loss, 1e-9);
        var scores = new MeasuringCache(model).NeuronScores(
            [.. Scored.Windows(model.Tokenizer, 32).Take(12)], new() { WindowLength = 32 });
        Assert.Equal(scores.WassersteinDistance.SelectMany(d => d), step.Measured.Distances.SelectMany(d => d));
        var ablated = NeuronSet.Top(scores, 20);
        double With(NeuronSet set)
        {
            using var scope = model.Ablate(set, Ablation.ZeroNegative);
            return Perplexity.OfWindows(model, windows).MeanLoss;
        }

        var random = Settings.Seeds.Average(seed => With(NeuronSet.Random(ablated, seed)));
        var effect = step.Effects[CheckpointMeasure.Loss];
        Assert.Equal(With(ablated) - dense, effect.Target.Value, 1e-9);
        Assert.Equal(random - dense, effect.Random.Value, 1e-9);
        Assert.Equal(effect.Target.Value - effect.Random.Value, effect.BeyondRandom.Beyond.Value, 1e-9);
        Assert.Equal([2, 3, 2, 2, 3], found.Steps.Select(s => s.Measured.Random.Count));
        Assert.Equal(effect.Target.Value - effect.Matched.Value, effect.BeyondMatched.Value, 1e-9);
        Assert.Equal(step.Measured.DistancesOf(found.Backward).Count(), found.Backward.Count);
    }

    [Fact]
    public void Pairs_are_of_paradigms_that_the_last_state_masters()
    {
        var settings = Settings with { Mastery = new() { At = 0.4 } };
        var found = Run(training, settings);
        using var model = LanguageModel.Load(Path.Combine(training.Path, "checkpoints", "step000030"));
        var mastered = MasteredPairs.Of(new MeasuringCache(model), TinyGrammar.Battery, settings.Pairs);
        foreach (var (ability, of) in mastered)
        {
            Assert.Equal(of.Paradigms, found.Mastered[ability].Paradigms);
            Assert.All(
                found.Steps, s => Assert.Equal(of.Scored.Pairs.Count, s.Measured.Target.Scores[ability].Right.Count));
        }

        var none = Run(training, Settings with { Mastery = new() { At = 0 } });
        Assert.Equal(Verdict.CannotApply, none.HurtsMoreAtTheEnd(CheckpointMeasure.BlimpAccuracy).Verdict);
        Assert.Equal(Verdict.CannotApply, none.GrammarComesWithDistance(Ability.Tse).Verdict);
        Assert.NotEqual(Verdict.CannotApply, none.HurtsMoreAtTheEnd(CheckpointMeasure.Loss).Verdict);
    }

    [Fact]
    public void Effects_are_of_the_scores_and_growth_of_the_effects()
    {
        var found = Run(training);
        foreach (var step in found.Steps)
        {
            var (untouched, target) = (step.Measured.Untouched.Scores, step.Measured.Target.Scores);
            Assert.Equal(100 * (untouched[Ability.Blimp].Accuracy.Value - target[Ability.Blimp].Accuracy.Value),
                step.Effects[CheckpointMeasure.BlimpAccuracy].Target.Value, 1e-9);
            Assert.Equal(untouched[Ability.Tse].Margins.Average() - target[Ability.Tse].Margins.Average(),
                step.Effects[CheckpointMeasure.TseMargin].Target.Value, 1e-9);
        }

        foreach (var by in Enum.GetValues<CheckpointMeasure>())
            Assert.Equal(found.Steps[^1].Effects[by].BeyondRandom.Beyond.Value
                - found.Steps[1].Effects[by].BeyondRandom.Beyond.Value, found.Growth[by].Beyond.Value, 1e-9);
    }

    [Fact]
    public void The_early_top_is_ablated_in_the_last_model()
    {
        var found = Run(training);
        Assert.All(found.Steps.SkipLast(1), s => Assert.Null(s.Measured.Frozen));
        var early = NeuronSet.Top(new("distance", found.Steps[2].Measured.Distances), 20);
        using var model = LanguageModel.Load(Path.Combine(training.Path, "checkpoints", "step000030"));
        using var scope = model.Ablate(early, Ablation.ZeroNegative);
        Assert.Equal(
            Perplexity.OfWindows(model, [.. Text.Windows(model.Tokenizer, 32).Take(12)]).WindowLosses,
            found.Steps[^1].Measured.Frozen!.WindowLosses);
        Assert.Equal(
            found.Steps[^1].Measured.Frozen!.WindowLosses.Average() - found.Steps[^1].Loss,
            (double)found.FrozenCohort().Rows[0][2]!, 1e-9);
        // At the last step nothing is early.
        Assert.Empty(Run(training, Settings with { Early = 1 }).FrozenCohort().Rows);
    }

    [Fact]
    public void The_median_of_some_neurons_lies_between_two_of_their_distances()
    {
        // Of six the median lies outside all of them once in 32, of seven and eight too, of nine outside the second
        // smallest and largest 20 times in 512.
        Assert.Null(CheckpointSpread.Of([1, 2, 3, 4, 5]).Interval);
        Assert.Equal(new Interval(1, 6), CheckpointSpread.Of([6, 1, 3, 4, 5, 2, null]).Interval);
        Assert.Equal(new Interval(1, 8), CheckpointSpread.Of([1, 2, 3, 4, 5, 6, 7, 8]).Interval);
        Assert.Equal(new Interval(2, 8), CheckpointSpread.Of([1, 2, 3, 4, 5, 6, 7, 8, 9]).Interval);
    }

    [Fact]
    public void A_second_run_gives_the_same_and_the_numbers_survive_a_file()
    {
        var (first, second) = (Run(training), Run(training));
        foreach (var (a, b) in first.Steps.Zip(second.Steps))
        {
            Assert.Equal(JsonSerializer.Serialize(a.Measured), JsonSerializer.Serialize(b.Measured));
            Assert.Equal(a.Effects, b.Effects);
            Assert.Equal(a.OfTop, b.OfTop);
            var read = JsonSerializer.Deserialize<CheckpointMeasurement>(JsonSerializer.Serialize(a.Measured))!;
            Assert.Equal(JsonSerializer.Serialize(a.Measured), JsonSerializer.Serialize(read));
            Assert.Equal(a.Measured.Distances, read.Distances);
        }

        Assert.Contains(first.Steps, s => s.Measured.Separation.Count > 0);
    }

    [Fact]
    public void Nothing_is_left_behind_and_a_cancelled_run_stops()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var other = folder.Load();
        Traces.NoneAlsoWhenCancelled(other, stop => Run(training, stop: stop));
    }

    [Fact]
    public void What_is_wrong_with_a_state_is_said_before_any_is_measured()
    {
        training.Add("checkpoints/step000004", seed: 2);
        Assert.Contains("at the steps 2 and 4 are equal", Said(), StringComparison.Ordinal);
        training.Add("checkpoints/step000004", seed: 4, vocabulary: 280);
        Assert.Contains("different tokenizers", Said(), StringComparison.Ordinal);
        File.Delete(Path.Combine(training.Path, "checkpoints", "step000004", "model.safetensors"));
        Assert.Contains("Step 4 of", Said(), StringComparison.Ordinal);
        Assert.Contains("so nothing was measured", Said(), StringComparison.Ordinal);
        training.Add("checkpoints/step000004", seed: 4, intermediate: 24);
        Assert.Contains(
            "layers of 24, 24 neurons, the checkpoints before it of 40, 40", Said(), StringComparison.Ordinal);
        Assert.Contains("fewer than two checkpoints",
            Assert.Throws<NegPreactException>(
            () => Checkpoints.Run(CheckpointSeries.Of(training.Path, "step2"), Scored, Text, TinyGrammar.Battery,
            Settings)).Message, StringComparison.Ordinal);

        string Said() => Assert.Throws<NegPreactException>(() => Run(training)).Message;
    }

    [Fact]
    public void States_on_the_hub_are_fetched_and_a_missing_revision_is_named()
    {
        using var hub = new FakeHub();
        foreach (var step in (int[])[2, 10])
            hub.Add($"owner/tiny@step{step}",
                Directory.EnumerateFiles(Path.Combine(training.Path, "checkpoints", $"step{step:D6}")).Select(
                f => (Path.GetFileName(f), File.ReadAllBytes(f))));
        CheckpointsResult Follow(string revisions) => Checkpoints.Run(CheckpointSeries.Of("owner/tiny", revisions),
            Scored, Text, TinyGrammar.Battery, Settings with { Separation = null }, hub: hub.Options);
        Assert.Equal([2L, 10], Follow("step10,step2").Steps.Select(s => s.Step));
        var message = Assert.Throws<NegPreactException>(() => Follow("step2,step3")).Message;
        Assert.StartsWith(
            "Step 3 of owner/tiny cannot be opened, so nothing was measured: ", message, StringComparison.Ordinal);
        Assert.Contains("step3", message[60..], StringComparison.Ordinal);
    }

    [Fact]
    public void The_separation_begins_where_its_interval_stays_above_zero()
    {
        var found = Run(training, Settings with { Separation = null });
        Assert.All(found.Steps, s => Assert.Empty(s.Measured.Separation));
        Assert.Null(found.SeparatesFrom(0));
        Assert.Equal(0L, With(1, 1, 1, 1, 1).SeparatesFrom(0));
        Assert.Equal(10L, With(1, -1, 1, 1, 1).SeparatesFrom(0));
        Assert.Equal(30L, With(1, 1, 1, -1, 1).SeparatesFrom(0));
        Assert.Null(With(1, 1, 1, 1, -1).SeparatesFrom(0));
        Assert.Null(With(1, 1, 1, 1, 1).SeparatesFrom(null));

        CheckpointsResult With(params double[] low) => found with
        {
            Steps = [.. found.Steps.Select(
                (s, i) => s with { Measured =
                s.Measured with { Separation = [new LayerSeparation(0, Contrast(low[i]), Of(1), 1)] } })],
        };
        static SetContrast Contrast(double low) => new(Of(2), Of(low), 1, "", 2, 0, null, 1, 1);
        static Estimate Of(double low) => new(low + 1, new Interval(low, low + 2));
    }

    [Fact]
    public void Correlations_leave_the_random_model_out_and_need_steps_that_differ()
    {
        var found = Run(training, Settings with { Separation = null });
        Assert.Equal(4, found.Trained.Count);
        Assert.Equal(1, found.Correlation(s => s.Step, s => s.Step == 0 ? 100 : s.Step)!.Estimate.Value, 1e-12);
        Assert.Null(found.Correlation(s => s.Step, _ => 1));
        Assert.Null((found with { Steps = [.. found.Steps.Take(4)] }).Correlation(s => s.Step, s => s.Step));
    }

    [Fact]
    public void A_quick_run_does_less()
    {
        var quick = new CheckpointsSettings().Quicker();
        Assert.True(quick is { Quick: true, Seeds.Count: 10 } && quick.Windows < new CheckpointsSettings().Windows
            && quick.PairsPerParadigm < new CheckpointsSettings().PairsPerParadigm);
        Assert.Null((new CheckpointsSettings { Separation = null }).Quicker().Separation);
    }
}
