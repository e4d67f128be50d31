using NegPreact.Tests.Experiments;

namespace NegPreact.Tests.Wasserstein;

public sealed class NeuronScoresTests : IDisposable
{
    private readonly LanguageModel model = LanguageModel.Load("data/models/tiny-llama");

    public void Dispose() => model.Dispose();

    [Fact]
    public void Streamed_scores_agree_with_exact_ones_within_their_bound()
    {
        var exact = NeuronScores.Measure(model, ShortText.Text, ShortText.Measurement);
        var streamed = NeuronScores.Measure(model, ShortText.Text, ShortText.Measurement with { ExactBytes = 0 });
        Assert.True(exact.IsExact);
        Assert.False(streamed.IsExact);
        Assert.Equal(exact.MappingDifficulty, streamed.MappingDifficulty);
        foreach (var (e, s) in exact.All.Zip(streamed.All))
            Assert.Equal(e.WassersteinDistance!.Value, s.WassersteinDistance!.Value, s.WassersteinErrorBound + 1e-9);
    }

    [Fact]
    public void A_choice_tells_the_score_that_it_was_made_by()
    {
        var scores = NeuronScores.Measure(model, ShortText.Text, ShortText.Measurement);
        Assert.Equal("skewness", NeuronSet.Top(scores.Skewness, 1).Provenance.Score);
        Assert.StartsWith("1 % of each layer with the lowest size,",
            NeuronSet.Bottom(scores.By("size", s => Math.Abs(s.Mean)), 1).Provenance.How, StringComparison.Ordinal);
        Assert.Equal("Wasserstein distance", NeuronSet.Top(scores, 1).Provenance.Score);
        Assert.Equal(NeuronSet.Top(scores.WassersteinDistance, 1), NeuronSet.Top(scores, 1));
        Assert.NotEqual(NeuronSet.Top(scores.Skewness, 1), NeuronSet.Top(scores, 1));
        Assert.Equal("Wasserstein distance (sigma)", scores.WassersteinDistance.ToString());
    }

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Measuring_leaves_no_tensor_and_no_hook_behind() => Traces.None(model, () =>
    {
        NeuronScores.Measure(model, ShortText.Text, ShortText.Measurement);
        NeuronScores.Measure(model, ShortText.Text, ShortText.Measurement with { ExactBytes = 0 });
    });
}
