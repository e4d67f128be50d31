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

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Exploratory_doses_stop_early_where_that_was_asked_for_and_the_primary_one_never_does()
    {
        var settings = new DoseResponseSettings { Percents = [1, 2], WindowLength = 64, MostWindows = 2 };
        var whole = DoseResponse.Run(model, ShortText.Text, scores, settings);
        var early = DoseResponse.Run(model, ShortText.Text, scores, settings with { Sequential = true });
        Assert.All(whole.Doses, d => Assert.Equal(39, d.Random.Count));
        Assert.Equal(whole.At(Ablation.ZeroNegative, 1).Contrast, early.At(Ablation.ZeroNegative, 1).Contrast);
        var (all, some) = (whole.At(Ablation.ZeroNegative, 2), early.At(Ablation.ZeroNegative, 2));
        var decided = new SequentialRank().Decided(all.Target.Value, [.. all.Random.Select(r => r.Value)])!.Value;
        Assert.Equal(all.Random.Take(decided).Select(r => r.Value), some.Random.Select(r => r.Value));
        Assert.Equal(all.Contrast.PValue <= Evidence.Alpha, some.Contrast.PValue <= Evidence.Alpha);
        Assert.Contains(
            decided < 39 ? $"stopped after {decided} of 39 sets" : "rank among 39 random sets",
            early.BeyondRandom(2).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sequential", CanonicalJson.TextOf(settings), StringComparison.Ordinal);
    }
}
