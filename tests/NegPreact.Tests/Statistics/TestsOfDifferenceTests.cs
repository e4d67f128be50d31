using CsCheck;

namespace NegPreact.Tests.Statistics;

public class TestsOfDifferenceTests
{
    [Theory]
    [InlineData(1, 9, 0.021484375)] // 2 (1 + 10) / 2^10
    [InlineData(0, 5, 0.0625)] // 2 / 2^5
    [InlineData(3, 7, 0.34375)] // 2 (1 + 10 + 45 + 120) / 2^10
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    public void McNemar_gives_the_binomial_tail(int onlyFirst, int onlySecond, double expected)
    {
        Assert.Equal(expected, McNemar.Exact(onlyFirst, onlySecond).PValue, 1e-13);
        Assert.Equal(expected, McNemar.Exact(onlySecond, onlyFirst).PValue, 1e-13);
    }

    [Fact]
    public void McNemar_counts_disagreements_only()
    {
        bool[] first = [true, true, true, false, false, true];
        bool[] second = [true, false, false, true, false, false];
        Assert.Equal(McNemar.Exact(3, 1), McNemar.Exact(first, second));
        Assert.Throws<NegPreactException>(() => McNemar.Exact(first, second.AsSpan(1)));
        Assert.Throws<NegPreactException>(() => McNemar.Exact(-1, 2));
    }

    [Fact]
    public void Holm_gives_the_example_worked_by_hand()
    {
        // Ascending: 0.005 * 4, 0.01 * 3, 0.03 * 2, and 0.04 * 1 raised to the one before.
        var adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005]);
        Assert.Equal(4, adjusted.Length);
        foreach (var (expected, actual) in new[] { 0.03, 0.06, 0.06, 0.02 }.Zip(adjusted))
            Assert.Equal(expected, actual, 1e-15);
        Assert.Throws<NegPreactException>(() => Holm.Adjust([0.5, double.NaN]));
        Assert.Throws<NegPreactException>(() => Holm.Adjust([1.5]));
    }

    [Fact]
    public void Holm_keeps_the_order_and_lies_between_the_raw_and_the_Bonferroni_values() =>
        Gen.Double[0, 1].Array[0, 20].Sample(p =>
        {
            var adjusted = Holm.Adjust(p);
            for (var i = 0; i < p.Length; i++)
            {
                Assert.InRange(adjusted[i], p[i], Math.Min(1, p[i] * p.Length));
                for (var j = 0; j < p.Length; j++)
                    Assert.False(p[i] < p[j] && adjusted[i] > adjusted[j]);
            }
        });
}
