namespace NegPreact.Tests.Experiments;

public class SetBootstrapTests
{
    private static readonly ItemGroup[] Groups = [new("a", [[0, 1, 2], [3, 4]]), new("b", [[5, 6, 7, 8, 9]])];

    [Fact]
    public void The_estimates_are_the_means_of_groups_and_of_all()
    {
        double[] values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 20];
        var found = SetBootstrap.Means([values], Groups, seed: 1, resamples: 500);
        Assert.Equal([3, 10, 6.5], found.Select(e => e.Value));
        Assert.All(found, e => Assert.InRange(e.Value, e.Interval.Low, e.Interval.High));
    }

    [Fact]
    public void Templates_keep_their_numbers_so_differences_between_them_widen_nothing()
    {
        double[] values = [0, 0, 0, 7, 7, 2, 2, 2, 2, 2];
        foreach (var e in SetBootstrap.Means([values], Groups, seed: 1, resamples: 100))
            Assert.Equal((e.Value, e.Value), (e.Interval.Low, e.Interval.High));
    }

    [Fact]
    public void The_choice_of_sets_widens_the_interval()
    {
        double[][] sets = [.. Enumerable.Range(0, 4).Select(s => Enumerable.Repeat((double)s, 10).ToArray())];
        var found = SetBootstrap.Means(sets, Groups, seed: 1, resamples: 2_000)[^1];
        Assert.Equal(1.5, found.Value);
        // The mean of four draws from 0, 1, 2, 3 has a standard deviation of 0.559.
        Assert.Equal(1.5 - (1.96 * 0.559), found.Interval.Low, 0.15);
        Assert.Equal(1.5 + (1.96 * 0.559), found.Interval.High, 0.15);
    }

    [Fact]
    public void With_one_set_and_one_template_it_is_the_paired_bootstrap()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => Math.Sin(i))];
        var mine = SetBootstrap.Means(
            [values], [new("all", [[.. Enumerable.Range(0, 40)]])], seed: 3, resamples: 1_000)[^1];
        var paired = PairedBootstrap.MeanDifference(values, new double[40], seed: 3, resamples: 1_000);
        Assert.Equal(paired.Value, mine.Value, 1e-12);
        Assert.Equal(paired.Interval.Low, mine.Interval.Low, 1e-12);
        Assert.Equal(paired.Interval.High, mine.Interval.High, 1e-12);
    }
}
