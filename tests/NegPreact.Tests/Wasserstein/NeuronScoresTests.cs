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
        Assert.Equal(exact.By(s => s.MappingDifficulty), streamed.By(s => s.MappingDifficulty));
        foreach (var (e, s) in exact.All.Zip(streamed.All))
            Assert.Equal(e.WassersteinDistance!.Value, s.WassersteinDistance!.Value, s.WassersteinErrorBound + 1e-9);
    }

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Measuring_leaves_no_tensor_and_no_hook_behind() => Traces.None(model, () =>
    {
        NeuronScores.Measure(model, ShortText.Text, ShortText.Measurement);
        NeuronScores.Measure(model, ShortText.Text, ShortText.Measurement with { ExactBytes = 0 });
    });
}
