namespace NegPreact.Tests.Experiments;

/// <summary>What a neuron's mean explains, and the error of means over pairs.</summary>
public class SeparationArithmeticTests
{
    [Theory]
    [InlineData(1.0, 0, 1)]
    [InlineData(2.0, -1.5, 0.8)]
    [InlineData(0.7, 0.6, 1.2)]
    public void What_the_mean_explains_is_what_random_pairs_as_far_apart_have(
        double distance, double mean, double sigma)
    {
        var random = new SeededRandom(3);
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < 1_000_000; i++)
        {
            // Box and Muller: two independent values of the neuron
            var (radius, angle) = (sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())),
                2 * Math.PI * random.NextDouble());
            var (a, b) = (mean + (radius * Math.Cos(angle)), mean + (radius * Math.Sin(angle)));
            if (Math.Abs(Math.Abs(a - b) - distance) < 0.02)
                (sum, count) = (sum + SeparatedPair.ShareBelowZero(a, b), count + 1);
        }

        Assert.Equal(sum / count, GaussianShare.Of(distance, mean, sigma / Math.Sqrt(2)), 0.01);
    }

    [Fact]
    public void What_the_mean_explains_reaches_all_and_nothing_far_from_zero()
    {
        Assert.Equal(0.5, GaussianShare.Of(3, 0, 1), 1e-12);
        Assert.Equal(1, GaussianShare.Of(1, -20, 1), 1e-12);
        Assert.Equal(0, GaussianShare.Of(1, 20, 1), 1e-12);
    }

    [Fact]
    public void A_mean_over_pairs_has_the_influence_of_both_windows_of_each_pair()
    {
        var windows = new PairWindows(3, [0, 1, 2, 0], [1, 2, 2, 2]);
        double[] values = [1, 2, 4, 7];
        var mean = windows.Mean([0, 1, 2, 3], p => values[p]);
        Assert.Equal((3.5, 2), (mean.Value, mean.Degrees));
        // Deviations -2.5, -1.5, 0.5 (twice in window 2) and 3.5.
        double[] sums = [1, -4, 3];
        Assert.All(sums.Zip(mean.Influence), w => Assert.Equal(w.First * Math.Sqrt(1.5) / 4, w.Second, 1e-12));
    }

    [Fact]
    public void The_error_of_a_mean_over_pairs_is_that_of_drawing_windows_again()
    {
        const int count = 20;
        var windows = new PairWindows(
            count, [.. Enumerable.Range(0, count * count).Select(p => p / count)],
            [.. Enumerable.Range(0, count * count).Select(p => p % count)]);
        int[] all = [.. Enumerable.Range(0, count * count)];
        double Value(int pair) => Math.Sin(windows.First[pair]) + Math.Cos(3 * windows.Second[pair]);
        var random = new SeededRandom(1);
        double[] drawn =
        [
            .. Enumerable.Range(0, 4_000).Select(_ =>
            {
                var weight = windows.Draw(random);
                return all.Sum(p => weight(p) * Value(p)) / all.Sum(weight);
            }),
        ];
        var center = drawn.Average();
        var deviation = Math.Sqrt(drawn.Average(d => (d - center) * (d - center)));
        Assert.InRange(windows.Mean(all, Value).StandardError / deviation, 0.9, 1.1);
    }
}
