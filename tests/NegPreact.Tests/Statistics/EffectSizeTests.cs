using CsCheck;

namespace NegPreact.Tests.Statistics;

public class EffectSizeTests
{
    [Fact]
    public void Cohens_d_is_the_mean_in_units_of_the_deviation()
    {
        // differences 1, 2, 3: mean 2, deviation 1
        Assert.Equal(2, EffectSize.CohenDPaired([2, 4, 6], [1, 2, 3])!.Value, 1e-15);
        Assert.Null(EffectSize.CohenDPaired([1, 2], [0, 1]));
        Assert.Throws<NegPreactException>(() => EffectSize.CohenDPaired([1], [0]));
    }

    [Theory]
    [InlineData(0, new double[] { 1, 2, 3 }, new double[] { 0, 2, 4 })] // 4 pairs up, 4 down, 1 tie
    [InlineData(0.75, new double[] { 3, 4 }, new double[] { 1, 3 })] // 3 of 4 up, 1 tie
    [InlineData(-1, new double[] { 1 }, new double[] { 2, 3 })]
    public void Cliffs_delta_counts_pairs(double expected, double[] first, double[] second) =>
        Assert.Equal(expected, EffectSize.CliffsDelta(first, second));

    [Fact]
    public void Cliffs_delta_is_what_comparing_all_pairs_gives() =>
        Gen.Select(Gen.Int[0, 6].Array[1, 12], Gen.Int[0, 6].Array[1, 12]).Sample((a, b) =>
        {
            var expected = a.Average(x => b.Average(y => Math.Sign(x - y)));
            Assert.Equal(expected, EffectSize.CliffsDelta(
                [.. a.Select(x => (double)x)], [.. b.Select(x => (double)x)]), 1e-12);
        });
}
