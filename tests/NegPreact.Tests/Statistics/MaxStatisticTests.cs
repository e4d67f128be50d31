namespace NegPreact.Tests.Statistics;

public class MaxStatisticTests
{
    private readonly SeededRandom random = new(9);

    [Fact]
    public void One_test_alone_is_the_rank()
    {
        double[][] sets = [.. Enumerable.Range(1, 39).Select(k => new[] { (double)k })];
        Assert.Equal(1 / 40.0, MaxStatistic.Adjust([40], sets)[0], 1e-12);
        Assert.Equal(4 / 40.0, MaxStatistic.Adjust([36.5], sets)[0], 1e-12);
    }

    [Fact]
    public void A_second_test_that_varies_more_hides_nothing_of_the_first()
    {
        double[][] sets = [.. Enumerable.Range(1, 39).Select(k => new[] { k / 1000.0, ((k * 17) % 39) * 1000.0 })];
        var p = MaxStatistic.Adjust([1, 19_000], sets);
        Assert.Equal(1 / 40.0, p[0], 1e-12);
        Assert.True(p[1] > 0.3);
    }

    [Fact]
    public void Where_Holm_can_never_reject_the_largest_statistic_can()
    {
        double[][] sets = [.. Enumerable.Range(0, 39).Select(_ => Draws.Normal(random, 12))];
        double[] target = [8, .. Draws.Normal(random, 11)];
        Assert.True(Holm.Adjust([.. target.Select((t, i) => (1.0 + sets.Count(s => s[i] >= t)) / 40)])[0] > 0.05);
        Assert.Equal(1 / 40.0, MaxStatistic.Adjust(target, sets)[0], 1e-12);
    }

    [Fact]
    public void A_target_drawn_like_the_sets_is_seldom_rejected_in_any_test()
    {
        const int trials = 1000;
        var rejected = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            double[][] all = [.. Enumerable.Range(0, 40).Select(_ => Draws.Normal(random, 12))];
            rejected += MaxStatistic.Adjust(all[0], all[1..]).Any(p => p <= 0.05) ? 1 : 0;
        }

        Assert.InRange((double)rejected / trials, 0.03, 0.071); // 5 % with three standard deviations
    }

    [Fact]
    public void Unequal_or_too_few_sets_are_refused()
    {
        Assert.Throws<NegPreactException>(() => MaxStatistic.Adjust([1, 2], [[1], [1]]));
        Assert.Throws<NegPreactException>(() => MaxStatistic.Adjust([1], [[1]]));
        Assert.Throws<NegPreactException>(() => MaxStatistic.Adjust([1], [[1], [double.NaN]]));
    }
}
