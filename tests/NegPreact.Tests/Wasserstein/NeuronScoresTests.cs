using System.Text.Json;
using NegPreact.Tests.Experiments;

namespace NegPreact.Tests.Wasserstein;

public sealed class NeuronScoresTests : IDisposable
{
    // As the store has kept them since its first version.
    private static readonly string stored = """
        {"sizes":[2,1],"tokens":10,"equalPairs":1,"wassersteinDistance":[0.3333333333333333,null,0.25],
        "wassersteinErrorBound":[1E-07,0,0],"mappingDifficulty":[2.5,null,null],
        "skewness":[0.30000000000000004,null,-5.999999999999999E-20],
        "excessKurtosis":[-0.03333333333333333,null,6.6666666666666666E-21],"negativeFraction":[0.7,0.5,0.6],
        "positiveFraction":[0.2,0.1,0.4],"mean":[0.1,0.14285714285714285,-2E-20],"standardDeviation":[0.1,0,0.3],
        "missingReason":[null,"it's \"constant\"; no <pairs>",null]}
        """.ReplaceLineEndings("");

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
    public void Stored_columns_read_back_and_are_stored_alike()
    {
        var columns = JsonSerializer.Deserialize<NeuronColumns>(stored, CanonicalJson.Options)!;
        Assert.Equal(stored, JsonSerializer.Serialize(columns, CanonicalJson.Options));
        var scores = new NeuronScores(columns);
        Assert.Equal((10, 1, false), (scores.Tokens, scores.EqualPairs, scores.IsExact));
        NeuronScore first = new(0, 0, 1.0 / 3, 1e-7, 2.5, 0.1 * 3, -0.1 / 3, 0.7, 0.2, 0.1, 0.1, null);
        NeuronScore constant = new(
            0, 1, null, 0, null, null, null, 0.5, 0.1, 1.0 / 7, 0, "it's \"constant\"; no <pairs>");
        NeuronScore last = new(1, 0, 0.25, 0, null, -2e-20 * 3, 2e-20 / 3, 0.6, 0.4, -2e-20, 0.3, null);
        Assert.Equal([first, constant, last], scores.All);
        Assert.Equal([[first, constant], [last]], scores.Layers);
        Assert.Equal((last, last), (scores.All[2], scores.Layers[1][0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => scores.Layers[0][2]); // the next layer's
    }

    [Fact]
    public void Each_named_score_is_the_rows_own()
    {
        var scores = new NeuronScores(JsonSerializer.Deserialize<NeuronColumns>(stored, CanonicalJson.Options)!);
        foreach (var (named, of) in new (NamedScore, Func<NeuronScore, double?>)[]
        {
            (scores, s => s.WassersteinDistance), (scores.WassersteinDistance, s => s.WassersteinDistance),
            (scores.MappingDifficulty, s => s.MappingDifficulty), (scores.Skewness, s => s.Skewness),
            (scores.ExcessKurtosis, s => s.ExcessKurtosis), (scores.NegativeFraction, s => s.NegativeFraction),
            (scores.PositiveFraction, s => s.PositiveFraction), (scores.Mean, s => s.Mean),
            (scores.StandardDeviation, s => s.StandardDeviation),
                (scores.By("twice", s => s.Mean * 2), s => s.Mean * 2),
        })
            Assert.Equal(scores.Layers.Select(l => l.Select(of)), named);
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
