namespace NegPreact.Tests.Statistics;

public class SequentialRankTests
{
    private readonly SequentialRank rank = new(Sets: 39, Enough: 3);

    [Fact]
    public void It_stops_at_the_set_that_is_enough_and_not_before()
    {
        Assert.Null(rank.Decided(5, [9, 1, 5, 4]));
        Assert.Equal(6, rank.Decided(5, [9, 1, 5, 4, 4, 7]));
        Assert.Equal(6, rank.Decided(5, [9, 1, 5, 4, 4, 7, 0, 8])); // what was measured beyond does not count
        Assert.Equal(3 / 6.0, rank.PValue(6, 3));
        Assert.Null(rank.Decided(5, [.. Enumerable.Repeat(1.0, 38)]));
        Assert.Equal(39, rank.Decided(5, [.. Enumerable.Repeat(1.0, 50)]));
        Assert.Equal(1 / 40.0, rank.PValue(39, 0));
        Assert.Equal(3 / 40.0, rank.PValue(39, 2));
    }

    [Fact]
    public void Sets_are_measured_in_the_order_of_their_seeds_until_they_decide()
    {
        var asked = new List<int>();
        var sets = rank.Measure(0.5, SetContrast.Seeds, seed =>
        {
            asked.Add(seed);
            return seed % 2;
        }, set => set);
        Assert.Equal([1, 2, 3, 4, 5], asked);
        Assert.Equal([1, 0, 1, 0, 1], sets);
        Assert.Equal(39, rank.Measure(2, SetContrast.Seeds, seed => seed % 2, set => set).Count);
    }

    [Fact]
    public void A_contrast_says_where_it_stopped_and_a_rank_that_holds_is_the_plain_one()
    {
        SampleStatistic Sure(double value) => new(value, [0, 0], 1);
        var stopped = SetContrast.Of(Sure(2), [.. new double[] { 3, 1, 3, 1, 3 }.Select(Sure)], rank);
        Assert.Equal((0.6, 3), (stopped.PValue, stopped.AtLeast));
        Assert.Equal("rank among random sets, stopped after 5 of 39 sets", stopped.Test);
        Assert.Contains("stopped after 5 of 39 sets, 3 of which", Evidence.Of(stopped, SmallestEffect.Loss).Test,
            StringComparison.Ordinal);
        SampleStatistic[] all = [.. Enumerable.Range(1, 39).Select(k => Sure(k))];
        foreach (var target in (double[])[40, 39, 38])
            Assert.Equal(SetContrast.Of(Sure(target), all), SetContrast.Of(Sure(target), all, rank));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_target_drawn_like_the_sets_is_called_extreme_no_more_often_than_the_level_says(int enough)
    {
        const int trials = 40_000;
        var (random, sequential) = (new SeededRandom(7), new SequentialRank(Enough: enough));
        var (p, used) = (new double[trials], 0L);
        for (var trial = 0; trial < trials; trial++)
        {
            var target = random.NextDouble();
            var sets = sequential.Measure(target, SetContrast.Seeds, _ => random.NextDouble(), set => set);
            used += sets.Count;
            p[trial] = sequential.PValue(sets.Count, sets.Count(s => s >= target));
        }

        // Four standard deviations of as many trials above the level.
        foreach (var level in (double[])[0.025, 0.05, 0.1, 0.25, 0.5])
            Assert.InRange(
                p.Count(x => x <= level) / (double)trials, 0, level + (4 * Math.Sqrt(level * (1 - level) / trials)));
        // The smallest p is that of the plain rank and comes as often.
        Assert.InRange(p.Count(x => x <= Evidence.Alpha) / (double)trials, 0.0219, 0.0281);
        Assert.InRange(used / (double)trials, 2, 20); // of 39
    }

    [Theory]
    [InlineData(39, 5)]
    [InlineData(199, 6)]
    [InlineData(250, 7)]
    [InlineData(399, 11)]
    public void It_never_decides_otherwise_than_all_sets_would(int sets, int enough)
    {
        var sequential = SequentialRank.Among(sets);
        Assert.Equal(enough, sequential.Enough);
        // Stopped as late as can be, and with as many sets as did at least as much by then.
        Assert.True(sequential.PValue(sets, enough) > Evidence.Alpha);
        Assert.True((1.0 + enough) / (1 + sets) > Evidence.Alpha);
    }

    [Fact]
    public void Ranks_that_cannot_decide_are_refused()
    {
        Assert.Throws<NegPreactException>(() => new SequentialRank(Sets: 38).Decided(0, []));
        Assert.Throws<NegPreactException>(() => new SequentialRank(Enough: 1).Decided(0, []));
    }
}
