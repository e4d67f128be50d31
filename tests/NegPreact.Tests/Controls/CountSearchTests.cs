using CsCheck;

namespace NegPreact.Tests.Controls;

public class CountSearchTests
{
    [Fact]
    public void A_steady_rise_is_matched_in_a_few_passes()
    {
        // Rise with the square root of the count: 0.5 of the way at a quarter of the neurons.
        var found = CountSearch.Run(
            10_000, start: 10, dense: 3, target: 3.5, tolerance: 1e-4, count => 3 + Math.Sqrt(count / 10_000.0));
        Assert.Equal(MatchOutcome.Reached, found.Outcome);
        Assert.InRange(found.Nearest.Count, 2499, 2501);
        Assert.Equal(0, found.Tried[0].Count);
        Assert.True(found.Tried.Count <= 14, $"{found.Tried.Count - 1} passes");
    }

    [Fact]
    public void A_pool_that_does_not_come_as_far_is_told_from_a_step_that_is_too_wide()
    {
        var weak = CountSearch.Run(100, 3, 2, 4, 0.1, count => 2 + (count / 100.0));
        Assert.Equal((MatchOutcome.PoolTooWeak, new CountLoss(100, 3)), (weak.Outcome, weak.Nearest));
        var coarse = CountSearch.Run(100, 3, 2, 2.45, 0.1, count => 2 + Math.Floor(count / 37.0));
        Assert.Equal((MatchOutcome.StepTooCoarse, 2.0), (coarse.Outcome, coarse.Nearest.MeanLoss));
        Assert.Contains(coarse.Tried, t => t.Count == 36);
        Assert.Contains(coarse.Tried, t => t.Count == 37);
    }

    [Fact]
    public void No_effect_is_matched_by_no_neuron_and_no_pool_by_none()
    {
        Assert.Equal((MatchOutcome.Reached, 0),
            Ends(CountSearch.Run(10, 3, 2, 2, 0, _ => throw new InvalidOperationException("no pass was needed"))));
        Assert.Equal((MatchOutcome.PoolTooWeak, 0),
            Ends(CountSearch.Run(0, 3, 2, 3, 0.1, _ => throw new InvalidOperationException("nothing to try"))));
    }

    [Fact]
    public void A_fall_is_matched_as_well_as_a_rise() =>
        Assert.Equal((MatchOutcome.Reached, 40),
        Ends(CountSearch.Run(100, 1, 5, 1, 1e-9, count => 5 - (count / 10.0))));

    // Whatever the losses are, the outcome says what was seen and nothing more.
    [Fact]
    public void Any_course_of_losses_ends_truly() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 60], Gen.Double[-1, 1], Gen.Double[0, 0.2], Gen.Int[0, 70])
        .Sample((losses, target, tolerance, start) =>
        {
            var pool = losses.Length - 1;
            var found = CountSearch.Run(pool, start, losses[0], target, tolerance, count => losses[count]);
            Assert.Equal(found.Tried.Select(t => losses[t.Count]), found.Tried.Select(t => t.MeanLoss));
            Assert.Equal(found.Tried.Count, found.Tried.DistinctBy(t => t.Count).Count());
            Assert.True(found.Tried.Count <= 2 + (3 * Math.Log2(pool + 1)), $"{found.Tried.Count} counts of {pool}");
            Assert.Equal(found.Tried.Min(t => Math.Abs(t.MeanLoss - target)),
                Math.Abs(found.Nearest.MeanLoss - target));
            Assert.Equal(found.Outcome == MatchOutcome.Reached, Math.Abs(found.Nearest.MeanLoss - target) <= tolerance);
            if (found.Outcome == MatchOutcome.PoolTooWeak)
                Assert.All(found.Tried, t => Assert.Equal(losses[0] > target, t.MeanLoss > target));
            if (found.Outcome == MatchOutcome.PoolTooWeak)
                Assert.Contains(found.Tried, t => t.Count == pool);
            if (found.Outcome == MatchOutcome.StepTooCoarse)
                Assert.Contains(found.Tried, t => found.Tried.Any(
                    u => u.Count == t.Count + 1 && u.MeanLoss > target != t.MeanLoss > target));
        });

    [Fact]
    public void A_loss_that_is_no_number_is_refused() =>
        Assert.Contains("mean loss is NaN", Assert.Throws<NegPreactException>(
        () => CountSearch.Run(10, 1, 1, 2, 0.1, _ => double.NaN)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(ToleranceUnit.Nats, 0.05, 0.05)]
    [InlineData(ToleranceUnit.RelativePerplexity, 0.05, 0.04879016416943205)] // ln 1.05
    [InlineData(ToleranceUnit.ShareOfEffect, 0.05, 0.1)] // of a change of 2
    public void A_tolerance_has_a_unit(ToleranceUnit unit, double value, double nats)
    {
        Assert.Equal(nats, new MatchTolerance(value, unit).InNats(3, 5), 1e-15);
        Assert.Equal(nats, new MatchTolerance(value, unit).InNats(5, 3), 1e-15);
        Assert.Throws<NegPreactException>(() => new MatchTolerance(-value, unit));
        Assert.Throws<NegPreactException>(() => new MatchTolerance(double.NaN, unit));
    }

    private static (MatchOutcome Outcome, int Count) Ends(CountSearch.Found found) =>
        (found.Outcome, found.Nearest.Count);
}
