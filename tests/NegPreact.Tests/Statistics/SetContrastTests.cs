namespace NegPreact.Tests.Statistics;

public class SetContrastTests
{
    private readonly SeededRandom random = new(5);

    private static SampleStatistic Sure(double value) => new(value, [0, 0], 1);

    private static SetContrast Of(double target, IEnumerable<double> sets) =>
        SetContrast.Of(Sure(target), [.. sets.Select(Sure)]);

    [Theory]
    [InlineData(40, 0, 1 / 40.0)]
    [InlineData(39, 1, 2 / 40.0)] // a tie counts against the claim
    [InlineData(0.5, 39, 1)]
    public void With_39_sets_the_rank_decides(double target, int atLeast, double p)
    {
        var contrast = Of(target, Enumerable.Range(1, SetContrast.RankedSets).Select(k => (double)k));
        Assert.Equal((atLeast, p), (contrast.AtLeast, contrast.PValue));
    }

    [Fact]
    public void With_fewer_the_target_is_one_more_draw_of_a_Gaussian()
    {
        // 1, 2, 3: mean 2, standard deviation 1; one more lies within 2 ± t(2) sqrt(4/3); the upper tail of t(2) at x
        // is (1 - x / sqrt(2 + x²)) / 2.
        var contrast = Of(4, [1, 2, 3]);
        var t = 2 / Math.Sqrt(4.0 / 3);
        Assert.Equal((1 - (t / Math.Sqrt(2 + (t * t)))) / 2, contrast.PValue, 1e-9);
        Assert.Equal(2 + (4.302653 * Math.Sqrt(4.0 / 3)), contrast.OneMore!.High, 1e-5);
        // The mean itself is surer than one more set: s / sqrt(3).
        Assert.Equal(2 + (4.302653 / Math.Sqrt(3)), contrast.Beyond.Interval.High, 1e-5);
        Assert.Equal(contrast.PValue, contrast.Continuous);
    }

    [Fact]
    public void Against_a_single_set_only_the_items_are_uncertain()
    {
        SampleStatistic target = SampleStatistic.Mean([2, 3, 7]), set = SampleStatistic.Mean([1, 1, 1]);
        var contrast = SetContrast.Of(target, [set]);
        Assert.Equal(SampleStatistic.Mean([1, 2, 6]).Estimate(), contrast.Beyond);
        Assert.Null(contrast.OneMore);
        var t = 3 / Math.Sqrt(7.0 / 3);
        Assert.Equal((1 - (t / Math.Sqrt(2 + (t * t)))) / 2, contrast.PValue, 1e-9);
    }

    [Theory]
    [InlineData(39)]
    [InlineData(10)]
    public void A_set_drawn_like_the_others_is_seldom_called_extreme(int sets)
    {
        const int trials = 2000;
        var (extreme, covered) = (0, 0);
        for (var trial = 0; trial < trials; trial++)
        {
            var items = Draws.Normal(random, 20);
            SampleStatistic[] drawn = [.. Enumerable.Range(0, sets + 1).Select(_ => Draws.Normal(random, 1)[0]).Select(
                effect => SampleStatistic.Mean(
                    [.. items.Zip(Draws.Normal(random, 20), (i, noise) => effect + i + (0.3 * noise))]))];
            var contrast = SetContrast.Of(drawn[0], drawn[1..]);
            extreme += contrast.PValue <= Evidence.Alpha ? 1 : 0;
            covered += contrast.OneMore!.Low <= drawn[0].Value && drawn[0].Value <= contrast.OneMore.High ? 1 : 0;
        }

        // 2.5 % and 95 %, each with three standard deviations of 2000 trials.
        Assert.InRange((double)extreme / trials, 0.0145, 0.0355);
        Assert.InRange((double)covered / trials, 0.935, 0.965);
    }

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void The_interval_of_the_difference_holds_the_difference_to_all_sets()
    {
        const int trials = 2000;
        var covered = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            SampleStatistic Set(double effect) => SampleStatistic.Mean(
                [.. Draws.Normal(random, 20).Select(noise => effect + (2 * noise))]);
            var contrast = SetContrast.Of(
                Set(1), [.. Enumerable.Range(0, 10).Select(_ => Set(Draws.Normal(random, 1)[0]))]);
            covered += contrast.Beyond.Interval.Low <= 1 && 1 <= contrast.Beyond.Interval.High ? 1 : 0;
        }

        Assert.InRange((double)covered / trials, 0.935, 0.985); // the items' error of the sets' mean counts twice
    }

    [Fact]
    public void No_sets_or_other_items_are_refused()
    {
        Assert.Throws<NegPreactException>(() => SetContrast.Of(Sure(1), []));
        Assert.Throws<NegPreactException>(() => SetContrast.Of(Sure(1), [SampleStatistic.Mean([1, 2, 3])]));
    }
}
