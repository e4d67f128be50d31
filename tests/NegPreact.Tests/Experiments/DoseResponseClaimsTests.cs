namespace NegPreact.Tests.Experiments;

/// <summary>Verdicts on made-up rises of the loss, window by window, worked out by hand.</summary>
public class DoseResponseClaimsTests
{
    private static readonly SampleStatistic None = Rise(0, 0, 0);

    [Fact]
    public void A_flip_is_compared_with_twice_what_zeroing_costs_window_by_window()
    {
        var found = Of((Ablation.ZeroNegative, Rise(0.1, 0.2, 0.3), [None, None]),
            (Ablation.SignFlip, Rise(0.4, 0.4, 0.7), [None, None]));
        // flip less twice zero: 0.2, 0, 0.1; mean 0.1, standard error 0.1 / sqrt 3, t(2) = 4.302653
        var claim = found.SignMatters(1);
        Assert.Equal(Percent(0.1), claim.Estimate!.Value, 1e-9);
        Assert.Equal(Percent(0.1 - (4.302653 * 0.1 / Math.Sqrt(3))), claim.Estimate.Interval.Low, 1e-4);
        Assert.Equal(Percent(0.1 + (4.302653 * 0.1 / Math.Sqrt(3))), claim.Estimate.Interval.High, 1e-4);
        Assert.Equal(Percent(0.5), claim.Evidence!.Own!.Value, 1e-9);
        Assert.Equal(("sign-matters-at-1", Verdict.Undecided), (claim.Id, claim.Verdict));
        var row = Assert.Single(found.SignAndSize().Rows);
        Assert.Equal(
            [Percent(0.2), Percent(0.5), Percent(0.1), Percent(0.5)],
            new[] { 1, 4, 7, 10 }.Select(i => Math.Round((double)row[i]!, 9)), (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void A_flip_that_does_no_harm_does_not_hold_though_zeroing_does_good()
    {
        var claim = Of((Ablation.ZeroNegative, Rise(-0.5, -0.5, -0.501), [None, None]),
            (Ablation.SignFlip, Rise(-0.1, -0.1, -0.101), [None, None])).SignMatters(1);
        Assert.True(claim.Estimate!.Interval.Low > 0 && claim.Evidence!.PValue < 0.025);
        Assert.NotEqual(Verdict.Holds, claim.Verdict);
    }

    [Theory]
    [InlineData(0, 0.025, Verdict.Holds)]
    [InlineData(1, 0.05, Verdict.Undecided)]
    public void Beyond_random_is_a_rank_among_the_sets(int stronger, double p, Verdict expected)
    {
        SampleStatistic[] sets = [.. Enumerable.Range(1, 39).Select(
            i => i <= stronger ? Rise(0.3, 0.31, 0.32) : Rise(0.001 * i, 0.001 * i, 0.002 * i))];
        var claim = Of((Ablation.ZeroNegative, Rise(0.2, 0.21, 0.22), sets)).BeyondRandom(1);
        Assert.Equal((p, expected), (claim.Evidence!.PValue, claim.Verdict));
        Assert.Equal(Percent(0.21), claim.Evidence.Own!.Value, 1e-9);
        Assert.Equal(
            Percent(0.21 - sets.Average(s => s.Value)), claim.Estimate!.Value, 1e-9);
    }

    [Fact]
    public void A_small_effect_is_negligible_however_sure()
    {
        var claim = Of((Ablation.ZeroNegative, Rise(0.010, 0.011, 0.012), [None, None])).NegativesMatter(1);
        Assert.Equal(Verdict.Negligible, claim.Verdict);
        Assert.True(claim.Evidence!.PValue < 0.025);
    }

    [Fact]
    public void A_side_is_compared_with_the_other_in_the_same_neurons()
    {
        var found = Of((Ablation.ZeroNegative, Rise(0.1, 0.2, 0.3), [None, None]),
            (Ablation.ZeroPositive, Rise(0.5, 0.6, 0.7), [None, None]));
        var claim = found.NegativeMoreThanPositive(1);
        Assert.Equal(Percent(-0.4), claim.Estimate!.Value, 1e-9);
        Assert.Equal(claim.Estimate.Interval.Low, claim.Estimate.Interval.High, 1e-9); // the same on every window
        Assert.Equal(Verdict.DoesNotHold, claim.Verdict);
    }

    [Fact]
    public void Where_nothing_is_changed_no_claim_applies_but_where_random_sets_change_they_do()
    {
        var relu = Of((Ablation.ZeroNegative, None, [None, None]), (Ablation.SignFlip, None, [None, None]),
            (Ablation.ZeroPositive, Rise(1, 2, 3), [None, None]));
        Claim[] claims =
        [
            relu.NegativesMatter(1), relu.BeyondRandom(1), relu.NegativeMoreThanPositive(1), relu.SignMatters(1),
        ];
        Assert.All(claims, c => Assert.Equal((Verdict.CannotApply, null), (c.Verdict, c.Estimate)));
        Assert.All(claims, c => Assert.Equal("tiny", c.On!.Model));
        Assert.Equal(
            Verdict.Negligible,
            Of((Ablation.ZeroNegative, None, [None, Rise(0, 0, 1e-9)])).NegativesMatter(1).Verdict);
    }

    [Fact]
    public void A_quick_run_says_so()
    {
        var settings = new DoseResponseSettings().Quicker();
        Assert.Equal(10, settings.Seeds.Count);
        var found = Of((Ablation.ZeroNegative, Rise(0.1, 0.2, 0.3), [None, None])) with { Settings = settings };
        Assert.Contains(found.BeyondRandom(1).Notes, n => n.Contains("quick", StringComparison.Ordinal));
    }

    private static SampleStatistic Rise(params double[] windows) => SampleStatistic.Mean(windows);

    private static double Percent(double nats) => 100 * (Math.Exp(nats) - 1);

    private static DoseResponseResult Of(
        params (Ablation Ablation, SampleStatistic Target, SampleStatistic[] Sets)[] doses) => new(
        new DoseResponseSettings { Percents = [1], Seeds = [1, 2], Ablations = [.. doses.Select(d => d.Ablation)] },
        new ResultSource("tiny", "w", "prose", "t"), 20, 3,
        [.. doses.Select(d => new DoseEffect(d.Ablation, 1, 16, d.Target, d.Sets))], 1000);
}
