namespace NegPreact.Tests.Statistics;

public class SpearmanOfFewTests
{
    [Fact]
    public void Its_value_is_Spearmans_and_its_p_the_share_of_orders_that_correlate_as_much()
    {
        // One swap of neighbours: rho = 1 - 6 · 2 / (4 · 15). Of 24 orders the right one and 3 such swaps do as much.
        var found = SpearmanOfFew.Of([1, 2, 3, 4], [2, 1, 3, 4], seed: 1, orders: 20_000);
        Assert.Equal(0.8, found.Estimate.Value, 1e-12);
        Assert.Equal(4 / 24.0, found.PValue, 0.01);
        // atanh(0.8) ± t(2) · sqrt((1 + 0.32) / 1)
        Assert.Equal(Math.Tanh(1.0986123 - (4.3026527 * Math.Sqrt(1.32))), found.Estimate.Interval.Low, 1e-6);
        Assert.InRange(SpearmanOfFew.Of([1, 2, 3, 4], [1, 2, 3, 4], 1).Estimate.Interval.High, 1, 1);
        Assert.True(SpearmanOfFew.Of([1, 2, 3, 4, 5], [5, 4, 3, 2, 1], 1).PValue > 0.99);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    public void Intervals_cover_the_truth_and_few_null_correlations_are_taken_for_one(int steps)
    {
        const int trials = 600;
        const double r = 0.5;
        var random = new SeededRandom(3);
        var truth = 6 / Math.PI * Math.Asin(r / 2);
        var (covered, rejected) = (0, 0);
        for (var trial = 0; trial < trials; trial++)
        {
            double[] a = Draws.Normal(random, steps), e = Draws.Normal(random, steps);
            double[] b = [.. a.Zip(e, (x, y) => (r * x) + (Math.Sqrt(1 - (r * r)) * y))];
            var interval = SpearmanOfFew.Of(a, b, trial, orders: 1).Estimate.Interval;
            covered += interval.Low <= truth && truth <= interval.High ? 1 : 0;
            rejected += SpearmanOfFew.Of(a, e, trial, orders: 199).PValue <= 0.025 ? 1 : 0;
        }

        Assert.True(covered >= 0.93 * trials, $"{covered} of {trials}");
        Assert.True(rejected <= 0.045 * trials, $"{rejected} of {trials}"); // 0.025 and three standard errors
    }

    [Fact]
    public void Fewer_than_four_items_or_none_that_vary_are_refused()
    {
        Assert.Throws<NegPreactException>(() => SpearmanOfFew.Of([1, 2, 3], [1, 2, 3], 1));
        Assert.Throws<NegPreactException>(() => SpearmanOfFew.Of([1, 2, 3, 4], [1, 1, 1, 1], 1));
    }
}
