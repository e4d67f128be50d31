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
    public void Sign_flips_agree_with_counting_all_of_them()
    {
        // Of the 8 signings of 1, 2, 3 two reach |sum| 6; with 1, 2, 4 and -3 (sum 4), 16 signings: |sum| >= 4 in
        // {±10, ±8, ±6, ±4 (twice: 1+2+4-3 and -1-2+4+3)}, ten of them.
        Assert.Equal(2 / 8.0, PermutationTest.Paired([1, 2, 3], [0, 0, 0], 5, 20_000), 0.015);
        Assert.Equal(10 / 16.0, PermutationTest.Paired([1, 2, 4, 0], [0, 0, 0, 3], 5, 20_000), 0.015);
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(12, 5)]
    [InlineData(4, 4)]
    public void On_right_and_wrong_sign_flips_are_McNemars_test(int onlyFirst, int onlySecond)
    {
        double[] first = [.. Enumerable.Repeat(1.0, onlyFirst + 20), .. new double[onlySecond]];
        double[] second = [.. new double[onlyFirst], .. Enumerable.Repeat(1.0, 20 + onlySecond)];
        Assert.Equal(McNemar.Exact(onlyFirst, onlySecond).PValue, PermutationTest.Paired(first, second, 7, 40_000),
            0.01);
    }

    [Fact]
    public void Splits_agree_with_counting_all_of_them()
    {
        // Of the 6 splits of 1, 2, 3, 4 two are as far apart as {1, 2} and {3, 4}; of {1, 3} and {2, 4} four are.
        Assert.Equal(2 / 6.0, PermutationTest.TwoSample([1, 2], [3, 4], 5, 20_000), 0.015);
        Assert.Equal(4 / 6.0, PermutationTest.TwoSample([1, 3], [2, 4], 5, 20_000), 0.015);
        // Unequal groups: {9} against {0, 0, 0} is one split of four.
        Assert.Equal(1 / 4.0, PermutationTest.TwoSample([9], [0, 0, 0], 5, 20_000), 0.015);
    }

    [Fact]
    public void A_difference_that_never_recurs_gets_the_smallest_p() =>
        Assert.Equal(1.0 / 101, PermutationTest.Paired(Enumerable.Repeat(1.0, 60).ToArray(), new double[60], 0, 100));

    [Fact]
    public void No_difference_at_all_is_no_evidence()
    {
        Assert.Equal(1, PermutationTest.Paired([1, 2], [1, 2], 0, 50));
        Assert.Equal(1, PermutationTest.TwoSample([0.1, 0.1], [0.1, 0.1, 0.1], 0, 50));
    }

    [Fact]
    public void P_values_are_uniform_where_nothing_differs()
    {
        var random = new SeededRandom(17);
        foreach (var paired in new[] { true, false })
        {
            double[] p =
            [
                .. Enumerable.Range(0, 400).Select(trial =>
                {
                    var (first, second) = (Draws.Normal(random, 12), Draws.Normal(random, 12));
                    return paired
                        ? PermutationTest.Paired(first, second, trial, 199)
                        : PermutationTest.TwoSample(first, second, trial, 199);
                }),
            ];
            // Deciles of 400 uniform values: standard deviation at most 2.5 %; four of them.
            foreach (var decile in Enumerable.Range(1, 9).Select(i => i / 10.0))
                Assert.Equal(decile, p.Count(value => value <= decile) / 400.0, 0.1);
        }
    }

    [Fact]
    public void Permutation_input_is_checked()
    {
        Assert.Throws<NegPreactException>(() => PermutationTest.Paired([1, 2], [1], 0));
        Assert.Throws<NegPreactException>(() => PermutationTest.Paired([], [], 0));
        Assert.Throws<NegPreactException>(() => PermutationTest.TwoSample([], [1], 0));
        Assert.Throws<NegPreactException>(() => PermutationTest.TwoSample([double.NaN], [1], 0));
        Assert.Throws<NegPreactException>(() => PermutationTest.TwoSample([2], [1], 0, rounds: 0));
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
