using CsCheck;

namespace NegPreact.Tests.Statistics;

public class PairedBootstrapTests
{
    private static readonly Gen<(double First, double Second)[]> Pairs =
        Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3]).Array[2, 30];

    [Theory]
    // Two items 0 and 1: a resample's mean is 0, 1/2, 1 with probability 1/4, 1/2, 1/4. The outer 2.5 % lie within the
    // ends' quarters; 30 % to 70 % lie within the middle half.
    [InlineData(0.95, 0, 1)]
    [InlineData(0.4, 0.5, 0.5)]
    public void Two_items_give_the_interval_worked_out_by_hand(double level, double low, double high)
    {
        var estimate = PairedBootstrap.MeanDifference([5, 6], [5, 5], seed: 1, level: level);
        Assert.Equal(new Estimate(0.5, new Interval(low, high, level)), estimate);
    }

    [Fact]
    public void Swapping_the_models_mirrors_the_interval() => Pairs.Sample(pairs =>
    {
        var (first, second) = (pairs.Select(p => p.First).ToArray(), pairs.Select(p => p.Second).ToArray());
        var there = PairedBootstrap.MeanDifference(first, second, 4, 200);
        var back = PairedBootstrap.MeanDifference(second, first, 4, 200);
        Assert.Equal(there.Value, -back.Value, 1e-12);
        Assert.Equal(there.Interval.Low, -back.Interval.High, 1e-12);
        Assert.Equal(there.Interval.High, -back.Interval.Low, 1e-12);
    });

    [Fact]
    public void A_seed_repeats_and_another_differs()
    {
        var values = Draws.Normal(new SeededRandom(2), 50);
        var zeros = new double[50];
        Assert.Equal(PairedBootstrap.MeanDifference(values, zeros, 8),
            PairedBootstrap.MeanDifference(values, zeros, 8));
        Assert.NotEqual(
            PairedBootstrap.MeanDifference(values, zeros, 8), PairedBootstrap.MeanDifference(values, zeros, 9));
    }

    [Fact]
    public void A_resample_without_the_statistic_is_drawn_again()
    {
        // The range of two distinct items is 1; a resample of one item twice has none.
        var estimate = PairedBootstrap.Statistic(2, items => items[0] == items[1] ? double.NaN : 1, seed: 0);
        Assert.Equal(new Estimate(1, new Interval(1, 1)), estimate);

        var calls = 0;
        Assert.Throws<NegPreactException>(
            () => PairedBootstrap.Statistic(5, _ => calls++ == 0 ? 1 : double.NaN, seed: 0, resamples: 20));
        Assert.Throws<NegPreactException>(() => PairedBootstrap.Statistic(5, _ => double.NaN, seed: 0));
    }

    [Fact]
    public void Unfit_input_is_refused()
    {
        Assert.Throws<NegPreactException>(() => PairedBootstrap.MeanDifference([1], [2], 0));
        Assert.Throws<NegPreactException>(() => PairedBootstrap.MeanDifference([1, 2], [2], 0));
        Assert.Throws<NegPreactException>(() => PairedBootstrap.MeanDifference([1, double.NaN], [2, 3], 0));
        Assert.Throws<NegPreactException>(() => PairedBootstrap.MeanDifference([1, 2], [2, 3], 0, resamples: 0));
        Assert.Throws<NegPreactException>(() => PairedBootstrap.MeanDifference([1, 2], [2, 3], 0, level: 95));
    }
}
