namespace NegPreact.Tests.Experiments;

public class EffectEvidenceTests
{
    private static readonly SmallestEffect Small = new(0.1, "a tenth");

    [Fact]
    public void The_mean_of_sets_carries_their_spread()
    {
        var one = SampleStatistic.Mean([1, 2, 3]);
        Assert.Equal(one.Estimate(), SetMean.Of([one]));
        // Two sets 2 apart and no spread of items: 2 ± t(1) · sqrt(2 / 2).
        var apart = SetMean.Of([SampleStatistic.Mean([1, 1, 1]), SampleStatistic.Mean([3, 3, 3])]);
        Assert.Equal(2, apart.Value, 1e-12);
        Assert.Equal(2 - 12.7062047, apart.Interval.Low, 1e-6);
        Assert.Equal(2 + 12.7062047, apart.Interval.High, 1e-6);
    }

    // Means 2, 1 and 3 over four items, each with standard error 0.1.
    [Fact]
    public void Of_several_effects_the_worst_decides_and_the_upper_end_is_corrected()
    {
        double[] spread = [-0.1 * Math.Sqrt(3), -0.1 * Math.Sqrt(3), 0.1 * Math.Sqrt(3), 0.1 * Math.Sqrt(3)];
        SampleStatistic Of(double mean) => SampleStatistic.Mean([.. spread.Select(s => mean + s)]);
        var all = EffectEvidence.AllAbove([Of(2), Of(1), Of(3)], Small);
        Assert.Equal(1, all.Effect.Value, 1e-12);
        Assert.Equal(1 - (3.1824463 * 0.1), all.Effect.Interval.Low, 1e-6); // t(3) at 0.975
        Assert.Equal(1 + (4.8567 * 0.1), all.Effect.Interval.High, 1e-4); // t(3) at 1 - 0.025 / 3
        Assert.Equal(EffectEvidence.Above(Of(1), Small).PValue, all.PValue);
        Assert.Equal(Verdict.Holds, Verdicts.Of(all));
        // One that surely falls refutes all, one that may fall leaves it open.
        Assert.Equal(Verdict.DoesNotHold, Verdicts.Of(EffectEvidence.AllAbove([Of(2), Of(-1), Of(3)], Small)));
        Assert.Equal(Verdict.Undecided, Verdicts.Of(EffectEvidence.AllAbove([Of(2), Of(0), Of(3)], Small)));
    }

    // A step that seems to fall by 2.5 standard errors among six is no surprise, alone it would be.
    [Fact]
    public void One_of_many_steps_that_seems_to_fall_refutes_nothing()
    {
        const int items = 100;
        double[] spread = [.. Enumerable.Range(0, items).Select(i => i % 2 == 0 ? 1.0 : -1)];
        SampleStatistic Of(double mean) => SampleStatistic.Mean([.. spread.Select(s => mean + s)]);
        var (low, none) = (Of(-0.25), new SmallestEffect(1e-9, "anything"));
        Assert.Equal(Verdict.DoesNotHold, Verdicts.Of(EffectEvidence.AllAbove([low], none)));
        Assert.Equal(
            Verdict.Undecided, Verdicts.Of(EffectEvidence.AllAbove([low, .. Enumerable.Repeat(Of(1), 5)], none)));
    }
}
