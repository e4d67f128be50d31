using CsCheck;

namespace NegPreact.Tests.Statistics;

public class VerdictsTests
{
    private static readonly SmallestEffect One = new(1, "a test");

    private static Evidence Between(double low, double high, double? p = null)
    {
        var evidence = Evidence.Of(new Estimate((low + high) / 2, new Interval(low, high)), One);
        return p is { } value ? evidence with { PValue = value } : evidence;
    }

    [Theory]
    [InlineData(2, 4, Verdict.Holds)]
    [InlineData(0.1, 3, Verdict.Holds)]
    [InlineData(0.1, 0.9, Verdict.Negligible)] // above zero, but too small to matter
    [InlineData(-0.9, 0.9, Verdict.Negligible)]
    [InlineData(0, 0, Verdict.Negligible)]
    [InlineData(-1, 0.9, Verdict.DoesNotHold)] // might be a gain that matters, is no loss that does
    [InlineData(-3, -2, Verdict.DoesNotHold)]
    [InlineData(-0.9, 1, Verdict.Undecided)] // the same boundary on the other side
    [InlineData(-3, 3, Verdict.Undecided)]
    [InlineData(0, 3, Verdict.Undecided)]
    public void From_an_interval_alone(double low, double high, Verdict expected) =>
        Assert.Equal(expected, Verdicts.Of(Between(low, high)));

    [Theory]
    [InlineData(0.025, Verdict.Holds)]
    [InlineData(0.05, Verdict.Undecided)]
    public void From_a_rank(double p, Verdict expected) => Assert.Equal(expected, Verdicts.Of(Between(0.5, 3, p)));

    [Theory]
    [InlineData(0.1, Verdict.Holds)]
    [InlineData(0, Verdict.Undecided)]
    [InlineData(-0.5, Verdict.Undecided)]
    [InlineData(-2, Verdict.Undecided)] // its upper end is 0
    [InlineData(-3, Verdict.DoesNotHold)] // it gains
    public void A_target_that_costs_nothing_costs_no_more_than_its_control(double own, Verdict expected) =>
        Assert.Equal(
            expected, Verdicts.Of(Between(0.5, 3, 0) with { Own = new(own + 1, new Interval(own, own + 2)) }));

    [Fact]
    public void A_threshold_moves_everything() => Gen.Select(
        Gen.Double[-3, 3], Gen.Double[0, 3], Gen.Int[-3, 3]).Sample((low, length, threshold) => Assert.Equal(
            Verdicts.Of(Between(low, low + length)),
            Verdicts.Of(Evidence.Of(
                new Estimate(low + (length / 2) + threshold, new Interval(low + threshold, low + length + threshold)),
                One, threshold))));

    [Fact]
    public void An_interval_that_just_excludes_no_effect_is_a_test_at_its_own_level() =>
        Assert.Equal(Evidence.Alpha, Between(0, 3).PValue, 1e-9);

    [Fact]
    public void In_another_unit_ends_and_errors_are_mapped()
    {
        var nats = Between(0.01, 0.03) with { Own = new(0.02, new Interval(0, 0.04)), OneMore = new(-0.01, 0.01) };
        var percent = nats.Map(x => 100 * (Math.Exp(x) - 1), SmallestEffect.Perplexity);
        Assert.Equal(100 * (Math.Exp(0.03) - 1), percent.Effect.Interval.High, 1e-9);
        Assert.Equal(100 * (Math.Exp(0.04) - 1), percent.Own!.Interval.High, 1e-9);
        Assert.Equal(100 * (Math.Exp(-0.01) - 1), percent.OneMore!.Low, 1e-9);
        Assert.Equal(100 * nats.StandardError, percent.StandardError, 1e-6);
        Assert.Equal(nats.PValue, percent.PValue);
    }

    [Fact]
    public void What_could_have_been_shown_follows_from_the_error()
    {
        // Half a width of 1.96 is an error of 1; (1.96 + 0.8416) errors are seen in 80 % of cases.
        Assert.Equal(1.959964 + 0.841621, Between(-1.959964, 1.959964).Detectable, 1e-5);
        // Estimate 0, half a width 3, boundary 1 away: nine times the items.
        Assert.Contains("At least 9 times", string.Join(' ', Between(-3, 3).ToDecide("bits")));
    }

    [Fact]
    public void Every_verdict_has_words_and_a_sign_of_its_own()
    {
        var shown = Enum.GetValues<Verdict>().Select(v => v.Shown()).ToList();
        Assert.Equal(shown.Count, shown.DistinctBy(s => s.Sign).Count());
        Assert.Equal(shown.Count, shown.DistinctBy(s => s.Words).Count());
    }

    [Fact]
    public void What_is_no_number_is_refused()
    {
        Assert.Throws<NegPreactException>(() => new Interval(1, 0));
        Assert.Throws<NegPreactException>(() => new Interval(double.NaN, 0));
        Assert.Throws<NegPreactException>(() => new Interval(0, 1, 95));
        Assert.Throws<NegPreactException>(() => Verdicts.Of(Between(0, 1) with { Threshold = double.NaN }));
        Assert.Throws<NegPreactException>(() => Verdicts.Of(Between(0, 1) with { PValue = 1.5 }));
        Assert.Throws<NegPreactException>(() => new SmallestEffect(0, "a test"));
    }
}
