namespace NegPreact.Tests.Experiments;

public class ClassMeansTests
{
    [Fact]
    public void A_class_is_a_ratio_of_sums_over_windows_held_against_the_sets()
    {
        // Two windows of three tokens, the first of each not scored. Class 0 has one token in the first and two in the
        // second: 9 bits on three tokens with the target, 3 with either random set.
        var change = new SurprisalChange(
            2, [double.NaN, 1, 3, double.NaN, 2, 6],
            [[double.NaN, 0, 1, double.NaN, 1, 2], [double.NaN, 1, 2, double.NaN, 0, 2]],
            [double.NaN, 1, 1, double.NaN, 1, 1]);
        var means = new ClassMeans(change, [0, 0, 1, 0, 0, 0], 2);
        var excess = means.Of(0, "X").Excess();
        Assert.Equal((3, 3.0), (excess.Tokens, excess.Target.Value));
        Assert.Equal((1.0, 1.0), (excess.Random.Value, excess.Matched.Value));
        // The windows' influences are -1 / sqrt(2) and 1 / sqrt(2): standard error 1, with one degree of freedom.
        var beyond = excess.BeyondRandom.Beyond;
        Assert.Equal(2, beyond.Value, 1e-12);
        Assert.Equal(2 + 12.7062, beyond.Interval.High, 1e-4);
        Assert.Equal(0, excess.BeyondRandom.AtLeast);
        // Class 1 has one token alone, so it adds nothing to the error of the difference.
        var less = means.Less(0, 1, "X minus Y").Excess();
        Assert.Equal((4, 0.0), (less.Tokens, less.Target.Value));
        Assert.Equal(-0.5, less.Random.Value, 1e-12); // (1 - 1 + 1 - 2) / 2
        Assert.Equal(["X"], means.Each(["X", "Y"], minimumTokens: 2).Select(c => c.Name));
        Assert.Throws<NegPreactException>(() => new ClassMeans(change, [0, 0, 0, 0, 0, 0], 2).Less(0, 1, "none"));
    }

    [Fact]
    public void Classes_tested_together_are_corrected_by_the_largest_statistic_of_each_set()
    {
        // In X the target is the largest of all, in Y the smallest.
        double[] sets = [.. Enumerable.Range(0, SetContrast.RankedSets).Select(k => (double)k)];
        var (x, y) = (Against(100, sets), Against(-1, sets));
        Assert.Equal([0.025], AgainstSets.Adjust([x]));
        Assert.Equal([0.025, 1], AgainstSets.Adjust([x, y]));
        Assert.Equal(19, x.MeanOfSets.Value, 1e-12);
        // Ranks of a few sets decide nothing: Holm's correction of Student's t.
        AgainstSets[] few = [Against(3, 1, 2, 0), Against(0, 1, 3, 2)];
        Assert.Equal(Holm.Adjust([.. few.Select(f => f.Contrast.PValue)]), AgainstSets.Adjust(few));

        static AgainstSets Against(double target, params double[] sets) =>
            new(new(target, [0.1, -0.1], 1), [.. sets.Select(s => new SampleStatistic(s, [0.1, -0.1], 1))]);
    }
}
