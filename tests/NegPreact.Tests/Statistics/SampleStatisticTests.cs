namespace NegPreact.Tests.Statistics;

public class SampleStatisticTests
{
    [Fact]
    public void A_mean_has_the_textbook_error()
    {
        // 1, 2, 6: mean 3, standard deviation sqrt((4 + 1 + 9) / 2), error sqrt(7 / 3); t(2) at 97.5 % is 4.302653.
        var mean = SampleStatistic.Mean([1, 2, 6]);
        Assert.Equal((3, 2), (mean.Value, mean.Degrees));
        Assert.Equal(Math.Sqrt(7.0 / 3), mean.StandardError, 1e-12);
        Assert.Equal(3 + (4.302653 * Math.Sqrt(7.0 / 3)), mean.Estimate().Interval.High, 1e-5);
    }

    [Fact]
    public void What_differs_between_strata_is_no_error()
    {
        // Within each stratum the values differ by 2: variance 2 of each, error² = (2·2 + 2·2) / 4².
        var mean = SampleStatistic.Mean([1, 3, 101, 103], [[0, 1], [2, 3]]);
        Assert.Equal((52, 2), (mean.Value, mean.Degrees));
        Assert.Equal(Math.Sqrt(0.5), mean.StandardError, 1e-12);
    }

    [Fact]
    public void Strata_of_one_unit_count_as_one_stratum_together() => Assert.Equal(
        SampleStatistic.Mean([1, 2, 6]).StandardError, SampleStatistic.Mean([1, 2, 6], [[0], [1], [2]]).StandardError,
        1e-12);

    [Fact]
    public void Units_in_no_stratum_are_left_out()
    {
        var mean = SampleStatistic.Mean([1, 3, 1000], [[0, 1]]);
        Assert.Equal(2, mean.Value);
        Assert.Equal(0, mean.Influence[2]);
        Assert.Equal(SampleStatistic.Mean([1, 3]).StandardError, mean.StandardError, 1e-12);
    }

    [Fact]
    public void A_ratio_of_sums_has_the_error_of_the_delta_method()
    {
        // 3/1, 2/2, 4/3: ratio 9/6 = 1.5; tops less ratio times bottoms: 1.5, -1, -0.5; error² = 3/2 · 3.5 / 6².
        var ratio = SampleStatistic.Ratio([3, 2, 4], [1, 2, 3]);
        Assert.Equal(1.5, ratio.Value, 1e-12);
        Assert.Equal(Math.Sqrt(1.5 * 3.5 / 36), ratio.StandardError, 1e-12);
        // With equal bottoms it is the mean.
        Assert.Equal(
            SampleStatistic.Mean([1, 2, 6]).StandardError, SampleStatistic.Ratio([1, 2, 6], [1, 1, 1]).StandardError,
            1e-12);
    }

    [Fact]
    public void What_two_conditions_share_cancels()
    {
        double[] shared = [5, -3, 8, 0], first = [.. shared.Select(s => s + 1)];
        var apart = SampleStatistic.Mean(first).Less(SampleStatistic.Mean(shared));
        Assert.Equal(1, apart.Value, 1e-12);
        Assert.Equal(0, apart.StandardError, 1e-12);
    }

    [Fact]
    public void Errors_of_independent_units_add_up()
    {
        SampleStatistic a = SampleStatistic.Mean([1, 2, 6]), b = SampleStatistic.Mean([0, 4, 4, 8]);
        var apart = a.LessIndependent(b);
        Assert.Equal(-1, apart.Value, 1e-12);
        Assert.Equal(
            (a.StandardError * a.StandardError) + (b.StandardError * b.StandardError),
            apart.StandardError * apart.StandardError, 1e-12);
    }

    [Fact]
    public void Other_units_or_too_few_are_refused()
    {
        Assert.Contains("same units", Refused(
            () => SampleStatistic.Mean([1, 2]).Less(SampleStatistic.Mean([1, 2, 3]))));
        Assert.Contains("at least 2", Refused(() => SampleStatistic.Mean([1])));
        Assert.Contains("value 1", Refused(() => SampleStatistic.Mean([1, double.NaN, 2])));
        Assert.Contains("no tokens", Refused(() => SampleStatistic.Ratio([0, 0], [0, 0])));
    }

    private static string Refused(Func<object> act) => Assert.Throws<NegPreactException>(act).Message;
}
