using CsCheck;

namespace NegPreact.Tests.Statistics;

public class ProportionTests
{
    [Theory]
    // The examples of Newcombe (1998), Statistics in Medicine 17, 857-872, score method without continuity correction.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_is_the_published_one(int successes, int trials, double low, double high)
    {
        var share = Proportion.Wilson(successes, trials);
        Assert.Equal((double)successes / trials, share.Value);
        Assert.Equal(low, share.Interval.Low, 5e-5);
        Assert.Equal(high, share.Interval.High, 5e-5);
    }

    [Fact]
    public void Failures_mirror_successes_and_the_ends_stay_inside() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[0, 500], Gen.Double[0.5, 0.999]).Sample((trials, some, level) =>
        {
            var successes = some % (trials + 1);
            var (there, back) = (
                Proportion.Wilson(successes, trials, level), Proportion.Wilson(trials - successes, trials, level));
            Assert.Equal(there.Interval.Low, 1 - back.Interval.High, 1e-12);
            Assert.InRange(there.Interval.Low, 0, there.Value);
            Assert.InRange(there.Interval.High, there.Value, 1);
            Assert.True(there.Interval.High > there.Interval.Low);
        });

    [Fact]
    public void An_odds_ratio_is_the_closed_form()
    {
        // ln(30.5 x 25.5 / (10.5 x 20.5)), and 1.959964 times the root of 1/30.5 + 1/10.5 + 1/20.5 + 1/25.5.
        var ratio = LogOddsRatio.Independent(30, 10, 20, 25);
        Assert.Equal(Math.Log(30.5 * 25.5 / (10.5 * 20.5)), ratio.Value, 1e-14);
        var half = 1.959963984540054 * Math.Sqrt((1 / 30.5) + (1 / 10.5) + (1 / 20.5) + (1 / 25.5));
        Assert.Equal(ratio.Value - half, ratio.Interval.Low, 1e-12);
        Assert.Equal(ratio.Value + half, ratio.Interval.High, 1e-12);
        var turned = LogOddsRatio.Independent(20, 25, 30, 10);
        Assert.Equal(-ratio.Value, turned.Value, 1e-14);
        Assert.True(double.IsFinite(LogOddsRatio.Independent(5, 0, 0, 5).Value));
    }

    [Fact]
    public void A_paired_odds_ratio_counts_disagreements_only()
    {
        bool[] first = [true, true, true, true, false, true, false];
        bool[] second = [false, false, false, true, true, true, false];
        var ratio = LogOddsRatio.Paired(first, second)!; // three against one
        Assert.Equal(Math.Log(3), ratio.Value, 1e-14);
        var share = Proportion.Wilson(3, 4).Interval;
        Assert.Equal(Math.Log(share.Low / (1 - share.Low)), ratio.Interval.Low, 1e-12);
        Assert.Equal(Math.Log(share.High / (1 - share.High)), ratio.Interval.High, 1e-12);

        Assert.Null(LogOddsRatio.Paired([true, false], [true, false]));
        var always = LogOddsRatio.Paired([true, true], [false, false])!;
        Assert.Equal(double.PositiveInfinity, always.Value);
        Assert.Equal(double.PositiveInfinity, always.Interval.High);
        Assert.True(double.IsFinite(always.Interval.Low));
    }

    [Fact]
    public void Impossible_counts_are_refused()
    {
        Assert.Throws<NegPreactException>(() => Proportion.Wilson(0, 0));
        Assert.Throws<NegPreactException>(() => Proportion.Wilson(3, 2));
        Assert.Throws<NegPreactException>(() => Proportion.Wilson(-1, 2));
        Assert.Throws<NegPreactException>(() => Proportion.Wilson(1, 2, 95));
        Assert.Throws<NegPreactException>(() => LogOddsRatio.Independent(0, 0, 1, 1));
        Assert.Throws<NegPreactException>(() => LogOddsRatio.Independent(1, -1, 1, 1));
        Assert.Throws<NegPreactException>(() => LogOddsRatio.Paired([true], []));
    }
}
