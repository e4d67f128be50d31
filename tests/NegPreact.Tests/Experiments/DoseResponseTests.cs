using NegPreact.Tests.Figures;

namespace NegPreact.Tests.Experiments;

public sealed class DoseResponseTests : IDisposable
{
    private static readonly DoseResponseSettings Quick = new() { Percents = [1, 5], Seeds = [1, 2], WindowLength = 64 };
    private readonly LanguageModel model = LanguageModel.Load("data/models/tiny-llama");
    private readonly NeuronScores scores;

    public DoseResponseTests() => scores = NeuronScores.Measure(model, ShortText.Text, ShortText.Measurement);

    public void Dispose() => model.Dispose();

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void It_leaves_no_tensor_and_no_hook_behind_also_when_cancelled() =>
        Traces.NoneAlsoWhenCancelled(model, stop => DoseResponse.Run(
        new MeasuringCache(model, cancellation: stop), ShortText.Text, scores, Quick));

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void It_repeats_itself_and_agrees_with_ablations_by_hand()
    {
        var found = DoseResponse.Run(model, ShortText.Text, scores, Quick);
        KernelTests.ShowsBothForms(found);
        Assert.Equal(
            found.Doses.Select(d => d.Excess),
            DoseResponse.Run(model, ShortText.Text, scores, Quick).Doses.Select(d => d.Excess));
        Assert.Equal(Ablation.All.Count * Quick.Percents.Count, found.Doses.Count);
        Assert.Equal(Perplexity.Of(model, ShortText.Text, 64).Value, found.DensePerplexity, 1e-9);

        var dose = found.At(Ablation.ZeroNegative, 5);
        var target = NeuronSet.Top(scores, 5);
        using (model.Ablate(target, Ablation.ZeroNegative))
            Assert.Equal(Perplexity.Of(model, ShortText.Text, 64).Value, dose.TargetPerplexity, 1e-9);
        using (model.Ablate(NeuronSet.Random(target, seed: 2), Ablation.ZeroNegative))
            Assert.Equal(Perplexity.Of(model, ShortText.Text, 64).Value, dose.RandomPerplexities[1], 1e-9);
        Assert.Equal(dose.TargetPerplexity / found.DensePerplexity, dose.TargetRatio.Value, 1e-9);
        Assert.Equal(
            Math.Log(dose.TargetPerplexity) - dose.RandomPerplexities.Average(Math.Log), dose.Excess.Value, 1e-9);
        Assert.InRange(dose.Excess.Value, dose.Excess.Interval.Low, dose.Excess.Interval.High);
    }
}
