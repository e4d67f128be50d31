using NegPreact.Tests.Figures;

namespace NegPreact.Tests.Experiments;

public sealed class DoseResponseTests : IDisposable
{
    private static readonly DoseResponseSettings Quick = new()
    {
        Percents = [1, 5], Seeds = [1, 2], WindowLength = 64, Ablations = Ablation.All,
    };

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
            found.Doses.Select(d => d.Contrast),
            DoseResponse.Run(model, ShortText.Text, scores, Quick).Doses.Select(d => d.Contrast));
        Assert.Equal(Ablation.All.Count * Quick.Percents.Count, found.Doses.Count);
        Assert.Equal(Perplexity.Of(model, ShortText.Text, 64).Value, found.DensePerplexity, 1e-9);

        var dose = found.At(Ablation.ZeroNegative, 5);
        var target = NeuronSet.Top(scores, 5);
        double ofTarget, ofSecond;
        using (model.Ablate(target, Ablation.ZeroNegative))
            ofTarget = Perplexity.Of(model, ShortText.Text, 64).Value;
        using (model.Ablate(NeuronSet.Random(target, seed: 2), Ablation.ZeroNegative))
            ofSecond = Perplexity.Of(model, ShortText.Text, 64).Value;
        Assert.Equal(ofTarget, found.Perplexity(dose.Target), 1e-9);
        Assert.Equal(ofSecond, found.Perplexity(dose.Random[1]), 1e-9);
        Assert.Equal(ofTarget / found.DensePerplexity, dose.TargetRatio.Value, 1e-9);
        var row = found.Perplexities().Rows[found.Doses.ToList().IndexOf(dose)];
        Assert.Equal(5.0, row[1]);
        Assert.Equal(ofTarget, (double)row[3]!, 1e-9);
        Assert.Equal(Quick.Percents.Count, found.SignAndSize().Rows.Count);
    }
}
