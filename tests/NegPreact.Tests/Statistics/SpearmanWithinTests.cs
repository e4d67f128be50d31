namespace NegPreact.Tests.Statistics;

public class SpearmanWithinTests
{
    [Fact]
    public void Strata_that_differ_neither_make_nor_hide_a_correlation()
    {
        // Within each stratum the same order, and in the second all of the first lower and all of the second higher.
        double[][] first = [[11, 12, 13, 14, 15], [1, 2, 3, 4, 5]], second = [[1, 2, 3, 4, 5], [11, 12, 13, 14, 15]];
        var within = SpearmanWithin.Of(first, second);
        Assert.Equal([1.0, 1.0], within.ByStratum);
        Assert.True(within.Estimate.Value > 0.9);
        var pooled = SpearmanWithin.Of([[.. first.SelectMany(f => f)]], [[.. second.SelectMany(s => s)]]);
        Assert.True(pooled.Estimate.Value < 0);
        Assert.Equal(
            Correlations.Spearman(
                [.. first.SelectMany(f => f)], [.. second.SelectMany(s => s)], seed: 1, resamples: 10).Value,
            pooled.Estimate.Value, 1e-12);
    }

    [Fact]
    public void Strata_weigh_by_their_items_less_three_on_the_scale_of_Fishers_z()
    {
        // rho = 1 - 6 · sum of squared rank differences / (n (n² - 1)): 1 - 6 · 2 / 60 and 1 - 6 · 8 / 210.
        double[] four = [2, 1, 3, 4], six = [2, 1, 4, 3, 5, 6];
        six[4] = 6.5;
        var (r4, r6) = (1 - (6 * 2 / 60.0), 1 - (6 * 6 / 210.0));
        var within = SpearmanWithin.Of([[1, 2, 3, 4], [1, 2, 3, 4, 5, 6], [1, 2, 3]], [four, six, [3, 1, 2]]);
        Assert.Equal(r4, within.ByStratum[0]!.Value, 1e-12);
        Assert.Equal(r6, within.ByStratum[1]!.Value, 1e-12);
        Assert.Null(within.ByStratum[2]);
        Assert.Equal(
            Math.Tanh(((1 * Math.Atanh(r4)) + (3 * Math.Atanh(r6))) / 4), within.Combined.Value, 1e-12);
        Assert.Equal(10, within.Combined.Influence.Count);
    }

    // Correlated Gaussians within strata whose means differ the other way.
    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    public void Intervals_cover_the_truth(double r)
    {
        const int trials = 400;
        var random = new SeededRandom(5);
        var truth = 6 / Math.PI * Math.Asin(r / 2); // Spearman's rho of a Gaussian pair with Pearson's r
        var covered = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            double[][] first = [.. Enumerable.Range(0, 3).Select(_ => Draws.Normal(random, 60))];
            double[][] second = [.. first.Select((f, s) => f.Zip(
                Draws.Normal(random, 60), (x, e) => (r * x) + (Math.Sqrt(1 - (r * r)) * e) - (10 * s)).ToArray())];
            var interval = SpearmanWithin.Of(first, second).Estimate.Interval;
            covered += interval.Low <= truth && truth <= interval.High ? 1 : 0;
        }

        Assert.InRange(covered / (double)trials, 0.92, 0.98);
    }

    [Fact]
    public void What_does_not_vary_or_is_too_small_is_refused()
    {
        Assert.Throws<NegPreactException>(() => SpearmanWithin.Of([[1, 2, 3]], [[1, 2, 3]]));
        Assert.Throws<NegPreactException>(() => SpearmanWithin.Of([[1, 1, 1, 1]], [[1, 2, 3, 4]]));
        Assert.Throws<NegPreactException>(() => SpearmanWithin.Of([[1, 2, 3, 4]], [[1, 2, 3]]));
    }
}
