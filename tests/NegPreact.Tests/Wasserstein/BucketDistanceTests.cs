using NegPreact.Tests.Statistics;

namespace NegPreact.Tests.Wasserstein;

/// <summary>What is measured of float32 values is what the plain float64 version, which sorts them all, says.</summary>
public class BucketDistanceTests
{
    private const double Rounding = 1e-11; // sums of float64 in another order

    public static TheoryData<string> ShapeNames => [.. shapes.Keys];

    private static readonly Dictionary<string, Func<double, double, double>> shapes = new(StringComparer.Ordinal)
    {
        ["Gaussian"] = (g, _) => g,
        ["uniform"] = (_, u) => u,
        ["skewed"] = (g, _) => g + (0.3 * g * g) - 7,
        ["heavy tails"] = (g, _) => g * g * g * g * g,
        ["half within a spike"] = (g, u) => u < 0.5 ? 0.1 + (1e-4 * g) : g,
        ["two far apart"] = (_, u) => u < 0.3 ? -1e30 : 1,
        ["outliers"] = (g, u) => u < 0.003 ? 1e6 : g,
        ["whole numbers"] = (g, _) => Math.Round(g),
        ["neighbouring floats"] = (g, _) => 1000 + (1e-4 * g),
        ["over many magnitudes"] = (g, u) => g * Math.Pow(10, 60 * (u - 0.5)),
        ["beyond float32's normal numbers"] = (g, _) => g * 1e-43,
    };

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Distance_and_moments_are_the_plain_versions(string shape)
    {
        var random = new SeededRandom(3);
        foreach (var count in Enumerable.Range(2, 40).Append(129).Append(1000).Append(4097))
        {
            float[] values = [.. Draws.Normal(random, count).Zip(
                Draws.Uniform(random, count), (g, u) => (float)shapes[shape](g, u))];
            double[] plain = [.. values];
            Assert.Equal(WassersteinDistance.Of(plain).Value ?? -1, WassersteinDistance.Of(values).Value ?? -1,
                Rounding);
            var (expected, actual) = (NeuronMoments.Of(plain), FloatMoments.Of(values).ToNeuronMoments());
            Assert.Equal((expected.Count, expected.NegativeFraction, expected.PositiveFraction),
                (actual.Count, actual.NegativeFraction, actual.PositiveFraction));
            Near(expected.Mean, actual.Mean, expected.StandardDeviation);
            Near(expected.StandardDeviation, actual.StandardDeviation, expected.StandardDeviation);
            Near(expected.Skewness ?? 0, actual.Skewness ?? 0, 1 + Math.Abs(expected.Skewness ?? 0));
            Near(expected.ExcessKurtosis ?? 0, actual.ExcessKurtosis ?? 0, 1 + Math.Abs(expected.ExcessKurtosis ?? 0));
        }
    }

    // More values than one in four has a bucket for, each of them found many times.
    [Theory]
    [InlineData(300_000, 1e6)]
    [InlineData(5_000, 4)]
    public void Many_values_and_many_equal_ones_are_the_plain_versions(int count, double steps)
    {
        var random = new SeededRandom(4);
        float[] values = [.. Draws.Normal(random, count).Select(g => (float)(Math.Round(g * steps) / steps))];
        double[] plain = [.. values];
        Assert.Equal(WassersteinDistance.Of(plain).Value!.Value, WassersteinDistance.Of(values).Value!.Value, Rounding);
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(13, 9)]
    [InlineData(31, 9)]
    [InlineData(39, 1)]
    public void Equal_values_together_are_as_one_by_one(int first, int count)
    {
        var gaussian = GaussianQuantiles.For(40);
        double[] values = [-9, -2, -0.3, 0, 0.3, 0.5, 2, 9, gaussian.Quantiles[first + count], gaussian.Quantiles[20]];
        foreach (var z in values.Where(double.IsFinite))
            Assert.Equal(
                gaussian.DistanceTo([.. Enumerable.Repeat(z, count)], first), gaussian.DistanceTo(z, first, count),
                Rounding);
    }

    [Fact]
    public void Neurons_of_a_layer_rank_as_by_the_plain_version()
    {
        const int tokens = 700, neurons = 150;
        var random = new SeededRandom(5);
        var table = new float[tokens * neurons];
        for (var i = 0; i < table.Length; i++)
        {
            var g = Draws.Normal(random, 1)[0];
            table[i] = (float)(g + (0.002 * (i % neurons) * g * g));
        }

        var scores = NeuronScores.OfLayer(table, neurons);
        double?[] plain = [.. Enumerable.Range(0, neurons).Select(
            n => WassersteinDistance.Of(Enumerable.Range(0, tokens).Select(
                t => (double)table[(t * neurons) + n]).ToArray()).Value)];
        Assert.Equal(Ranked(plain), Ranked([.. scores.All.Select(s => s.WassersteinDistance)]));

        static int[] Ranked(double?[] distances) =>
            [.. Enumerable.Range(0, distances.Length).OrderBy(n => distances[n]!.Value)];
    }

    [Theory]
    [InlineData(300, 150)]
    [InlineData(5, 3)]
    [InlineData(128, 64)]
    public void Columns_gathered_in_parts_are_the_tables(int width, int rows)
    {
        float[] table = [.. Enumerable.Range(0, width * rows)];
        var stride = Columns.Stride(2 * rows);
        Assert.True(stride >= 2 * rows && stride % (2 * Columns.Block) == Columns.Block);
        var runs = new float[width * stride];
        foreach (var at in (int[])[0, rows])
            for (var part = 0; part < Columns.Parts(width); part++)
                Columns.GatherPart(table, width, part, runs, stride, at);
        for (var c = 0; c < width; c++)
            for (var row = 0; row < 2 * rows; row++)
                Assert.Equal(((row % rows) * width) + c, runs[(c * stride) + row]);
    }

    private static void Near(double expected, double actual, double scale) =>
        Assert.InRange(Math.Abs(expected - actual), 0, Rounding * scale);
}
