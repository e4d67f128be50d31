using NegPreact.Tests.Models;

namespace NegPreact.Tests.MinimalPairs;

public class PairScoresTests
{
    private static readonly PairSuite Suite = PairSuite.Of("six",
        Enumerable.Range(0, 6).Select(i => new MinimalPair($"good {i}", $"bad {i}", $"p{i / 2}", i < 4 ? "x" : "y")));

    [Fact]
    public void Accuracies_ties_and_margins_are_counted_by_group()
    {
        var scores = new PairScores(
            Suite, ScoringConvention.PaperBlimp, [-1, -2, -3, -4, -5, -6], [-2, -2, -9, -1, -6, -8]);
        Assert.Equal([true, false, true, false, true, true], scores.Right);
        Assert.Equal((6, 1), (scores.Overall.Pairs, scores.Overall.Ties));
        Assert.Equal(Proportion.Wilson(4, 6), scores.Overall.Accuracy);
        Assert.Equal(1, scores.Overall.MedianMargin); // of -3, 0, 1, 1, 2, 6
        Assert.Equal(["x", "y"], scores.ByPhenomenon.Select(p => p.Name));
        Assert.Equal([0.5, 1], scores.ByPhenomenon.Select(p => p.Accuracy.Value));
        Assert.Equal([0.5, 1.5], scores.ByPhenomenon.Select(p => p.MedianMargin));
        Assert.Equal([("p0", 1), ("p1", 0), ("p2", 0)], scores.ByParadigm.Select(p => (p.Name, p.Ties)));
        Assert.Contains("66.7 %", scores.Overall.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tie_counts_as_the_convention_says()
    {
        double[] equal = [-1, -1, -1, -1, -1, -1];
        Assert.Equal(0, new PairScores(Suite, ScoringConvention.PaperBlimp, equal, equal).Overall.Accuracy.Value);
        Assert.Equal(1,
            new PairScores(Suite, ScoringConvention.LmEvaluationHarness, equal, equal).Overall.Accuracy.Value);
    }

    [Fact]
    public void A_comparison_takes_each_pair_along_and_corrects_over_the_phenomena()
    {
        double[] bad = [-2, -2, -2, -2, -2, -2], all = [-1, -1, -1, -1, -1, -1];
        var before = new PairScores(Suite, ScoringConvention.PaperBlimp, all, bad);
        var after = new PairScores(Suite, ScoringConvention.PaperBlimp, [-3, -3, -3, -3, -1, -1], bad);
        var compared = PairComparison.Of(before, after, seed: 1, resamples: 500);
        Assert.Equal(-4.0 / 6, compared.Overall.Change.Value);
        Assert.Equal(McNemar.Exact(4, 0), compared.Overall.Test);
        Assert.Equal(compared.Overall.Test.PValue, compared.Overall.AdjustedPValue);
        Assert.Equal([-1, 0], compared.ByPhenomenon.Select(p => p.Change.Value));
        Assert.Equal(0.125, compared.ByPhenomenon[0].Test.PValue, 1e-12);
        Assert.Equal(0.25, compared.ByPhenomenon[0].AdjustedPValue, 1e-12);
        Assert.Equal(1, compared.ByPhenomenon[1].AdjustedPValue);
        Assert.True(compared.Overall.Change.Interval.High < 0);
        Assert.Equal(compared.Overall, PairComparison.Of(before, after, seed: 1, resamples: 500).Overall);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        double[] some = [-1, -1, -1, -1, -1, -1];
        var scores = new PairScores(Suite, ScoringConvention.PaperBlimp, some, some);
        Assert.Throws<NegPreactException>(
            () => PairComparison.Of(scores, new PairScores(Suite, ScoringConvention.PaperTse, some, some), 1));
        var other = Suite.Where(p => p.Phenomenon == "x");
        Assert.Throws<NegPreactException>(() => PairComparison.Of(
            scores, new PairScores(other, ScoringConvention.PaperBlimp, some[..4], some[..4]), 1));
        Assert.Throws<NegPreactException>(() => new PairScores(Suite, ScoringConvention.PaperBlimp, some, some[..5]));
        Assert.Throws<NegPreactException>(
            () => new PairScores(Suite, ScoringConvention.PaperBlimp, [.. some[..5], double.NaN], some));
    }

    [Fact]
    public void Measured_scores_are_those_of_each_sentence_alone_dense_and_ablated()
    {
        using var files = TinyModel.Llama().AddTokenizer();
        using var model = files.Load();
        var suite = PairSuite.Of("dogs", [
            new("the dog sees the cat.", "the dog see the cat.", "a", "x"),
            new("the dogs run.", "the dogs runs.", "a", "x"),
            new("cats run.", "cat run.", "b", "y"),
            new("dogs run.", "dogs run.", "b", "y"),
        ]);
        var dense = PairScores.Measure(model, suite, ScoringConvention.PaperTse);
        Check(dense);
        Assert.Equal(1, dense.Overall.Ties);
        using (model.Ablate(NeuronSet.Of([[0, 1, 2, 3, 4, 5, 6, 7], []], model.IntermediateSizes), Ablation.ZeroBoth))
        {
            var ablated = PairScores.Measure(model, suite, ScoringConvention.PaperTse);
            Check(ablated);
            Assert.NotEqual(dense.Good, ablated.Good);
        }

        Assert.Equal(dense.Good, PairScores.Measure(model, suite, ScoringConvention.PaperTse).Good);

        void Check(PairScores scores)
        {
            for (var i = 0; i < suite.Pairs.Count; i++)
            {
                Assert.Equal(Alone(suite.Pairs[i].Good), scores.Good[i], 1e-5);
                Assert.Equal(Alone(suite.Pairs[i].Bad), scores.Bad[i], 1e-5);
                Assert.Equal(scores.Good[i] - scores.Bad[i], scores.Margins[i]);
            }
        }

        double Alone(string sentence) =>
            TokenLogProbabilities.Of(model, [ScoringConvention.PaperTse.Encode(model.Tokenizer, sentence)], batch: 1)[0]
            .Average();
    }

    [Fact]
    public void The_table_has_a_row_a_pair_and_names_its_unit()
    {
        double[] some = [-1, -1, -1, -1, -1, -1];
        var frame = new PairScores(Suite, ScoringConvention.PaperTse, some, some).ToDataFrame();
        Assert.Equal(6, frame.Rows.Count);
        Assert.Contains("margin_nats_per_token", frame.Columns.Select(c => c.Name));
    }
}
