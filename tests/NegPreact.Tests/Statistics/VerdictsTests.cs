using CsCheck;

namespace NegPreact.Tests.Statistics;

public class VerdictsTests
{
    [Theory]
    [InlineData(0.1, 0.3, ClaimDirection.GreaterThan, Verdict.Holds)]
    [InlineData(0, 0.3, ClaimDirection.GreaterThan, Verdict.Undecided)]
    [InlineData(-0.1, 0.3, ClaimDirection.GreaterThan, Verdict.Undecided)]
    [InlineData(-0.3, 0, ClaimDirection.GreaterThan, Verdict.DoesNotHold)]
    [InlineData(-0.3, -0.1, ClaimDirection.GreaterThan, Verdict.DoesNotHold)]
    [InlineData(-0.3, -0.1, ClaimDirection.LessThan, Verdict.Holds)]
    [InlineData(-0.3, 0, ClaimDirection.LessThan, Verdict.Undecided)]
    [InlineData(0, 0.3, ClaimDirection.LessThan, Verdict.DoesNotHold)]
    public void A_claim_about_zero(double low, double high, ClaimDirection direction, Verdict expected) =>
        Assert.Equal(expected, Verdicts.FromInterval(new Interval(low, high), 0, direction));

    [Fact]
    public void A_claim_and_its_mirror_image_get_the_same_verdict() =>
        Gen.Select(Gen.Int[-3, 3], Gen.Int[0, 3], Gen.Int[-3, 3]).Sample((low, length, threshold) => Assert.Equal(
            Verdicts.FromInterval(new Interval(low, low + length), threshold, ClaimDirection.GreaterThan),
            Verdicts.FromInterval(new Interval(-low - length, -low), -threshold, ClaimDirection.LessThan)));

    [Fact]
    public void What_is_no_interval_is_refused()
    {
        Assert.Throws<NegPreactException>(() => new Interval(1, 0));
        Assert.Throws<NegPreactException>(() => new Interval(double.NaN, 0));
        Assert.Throws<NegPreactException>(() => new Interval(0, 1, 95));
        Assert.Throws<NegPreactException>(
            () => Verdicts.FromInterval(new Interval(0, 1), double.NaN, ClaimDirection.LessThan));
    }
}
