using NegPreact.Experiments;
using NegPreact.Figures;
using NegPreact.Interventions;
using NegPreact.Statistics;
using NegPreact.Surprisal;
using NegPreact.Tests.Figures;
using NegPreact.Wasserstein;

namespace NegPreact.Tests.Experiments;

/// <summary>The experiments on the built-in model and a short piece of the built-in text.</summary>
public sealed class ExperimentTests : IDisposable
{
    private static readonly Corpus Short = Corpus.OfText("short", string.Concat(Corpus.BuiltIn.Documents.Take(3)));
    private static readonly DoseResponseSettings Quick = new() { Percents = [1, 5], Seeds = [1, 2], WindowLength = 64 };
    private readonly LanguageModel model = LanguageModel.Load("data/models/tiny-llama");

    public void Dispose() => model.Dispose();

    [Fact]
    public void Experiments_leave_no_tensor_and_no_hook_behind() => Traces.None(model, () =>
    {
        var scores = NeuronScores.Measure(model, Short, new MeasurementSettings { WindowLength = 64 });
        Discovery.Run(model, Short, new DiscoverySettings { Measurement = new MeasurementSettings { WindowLength = 64 } });
        DoseResponse.Run(model, Short, scores, Quick);
    });

    [Fact]
    public void A_cancelled_experiment_leaves_the_model_clean()
    {
        var scores = NeuronScores.Measure(model, Short, new MeasurementSettings { WindowLength = 64 });
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Traces.None(model, () =>
        {
            Assert.Throws<OperationCanceledException>(() => DoseResponse.Run(model, Short, scores, Quick, stop.Token));
            Assert.Throws<OperationCanceledException>(() => Discovery.Run(model, Short, cancellation: stop.Token));
        });
    }

    [Fact]
    public void The_dose_response_repeats_itself_and_agrees_with_ablations_by_hand()
    {
        var scores = NeuronScores.Measure(model, Short, new MeasurementSettings { WindowLength = 64 });
        var found = DoseResponse.Run(model, Short, scores, Quick);
        KernelTests.ShowsBothForms(found);
        Assert.Equal(found.Doses.Select(d => d.Excess), DoseResponse.Run(model, Short, scores, Quick).Doses.Select(d => d.Excess));
        Assert.Equal(Ablation.All.Count * Quick.Percents.Count, found.Doses.Count);
        Assert.Equal(Perplexity.Of(model, Short, 64).Value, found.DensePerplexity, 1e-9);

        var dose = found.At(Ablation.ZeroNegative, 5);
        var target = NeuronSet.Top(scores.Distances, 5);
        using (model.Ablate(target, Ablation.ZeroNegative))
            Assert.Equal(Perplexity.Of(model, Short, 64).Value, dose.TargetPerplexity, 1e-9);
        using (model.Ablate(NeuronSet.Random(target, seed: 2), Ablation.ZeroNegative))
            Assert.Equal(Perplexity.Of(model, Short, 64).Value, dose.RandomPerplexities[1], 1e-9);
        Assert.Equal(dose.TargetPerplexity / found.DensePerplexity, dose.TargetRatio.Value, 1e-9);
        Assert.Equal(Math.Log(dose.TargetPerplexity) - dose.RandomPerplexities.Average(Math.Log), dose.Excess.Value, 1e-9);
        Assert.InRange(dose.Excess.Value, dose.Excess.Interval.Low, dose.Excess.Interval.High);
    }

    [Fact]
    public void Streamed_scores_agree_with_exact_ones_within_their_bound()
    {
        var settings = new MeasurementSettings { WindowLength = 64 };
        var exact = NeuronScores.Measure(model, Short, settings);
        var streamed = NeuronScores.Measure(model, Short, settings with { ExactBytes = 0 });
        Assert.True(exact.IsExact);
        Assert.False(streamed.IsExact);
        Assert.Equal(exact.By(s => s.MappingDifficulty), streamed.By(s => s.MappingDifficulty));
        foreach (var (e, s) in exact.All.Zip(streamed.All))
            Assert.InRange(s.WassersteinDistance!.Value, e.WassersteinDistance!.Value - s.WassersteinErrorBound - 1e-9, e.WassersteinDistance!.Value + s.WassersteinErrorBound + 1e-9);
    }

    [Fact]
    public void Verdicts_come_from_the_intervals()
    {
        var found = Discovery.Run(model, Short, new DiscoverySettings { Measurement = new MeasurementSettings { WindowLength = 64 } });
        KernelTests.ShowsBothForms(found);
        foreach (var (claim, threshold) in new[] { (found.StandOut(), 2.0), (found.FollowDifficulty(), 0.5), (found.MostlyNegative(), 0.5) })
            Assert.Equal(Verdicts.FromInterval(claim.Estimate!.Interval, threshold, ClaimDirection.GreaterThan), claim.Verdict);
        Assert.Equal(found.Settings.Shown + 1, found.Samples.Count);
        Assert.All(found.Samples, s => Assert.Equal(found.Scores.Tokens, s.Values.Count));
    }
}
