using CsCheck;
using NegPreact.Tests.Statistics;

namespace NegPreact.Tests.Wasserstein;

public class WassersteinDistanceTests
{
    // A spread of at least 1 keeps shifting and scaling within rounding; the whole part alone would have too many ties.
    private static readonly Gen<double[]> Varied =
        Gen.Double[-5, 5].Array[2, 40].Where(values => values.Max() - values.Min() > 1);

    [Fact]
    public void Two_points_give_the_value_worked_out_by_hand() =>
        // Each of -1 and 1 owns half of the line: 2 (2 Phi(1) - 3/2 + 2 phi(1) - phi(0)) with Phi(1) =
        // 0.8413447460685429, phi(1) = 0.2419707245191434, phi(0) = 0.3989422804014327.
        Assert.Equal(0.535377321547880, WassersteinDistance.Of([3.0, 7.0]).Value!.Value, 1e-13);

    [Fact]
    public void The_closed_form_is_the_integral() => Varied.Sample(
        values =>
        {
            var moments = NeuronMoments.Of(values);
            double[] z = [.. values.Select(v => (v - moments.Mean) / moments.StandardDeviation).Order()];
            var measured = WassersteinDistance.Of(values).Value!.Value;
            Assert.Equal(Numerically(x => (double)z.Count(v => v <= x) / z.Length), measured, 3e-4);
        },
        iter: 40);

    [Fact]
    public void Many_Gaussian_quantiles_are_nearly_Gaussian()
    {
        double[] quantiles = [.. Enumerable.Range(0, 20_000).Select(
            i => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (i + 0.5) / 20_000))];
        Assert.InRange(WassersteinDistance.Of(quantiles).Value!.Value, 0, 2e-4);
    }

    [Fact]
    public void Shift_and_scale_do_not_matter_nor_does_the_order()
    {
        Gen.Select(Varied, Gen.Double[-100, 100], Gen.Double[0.01, 100], Gen.Int[0, 1000])
            .Sample((values, shift, scale, seed) =>
        {
            var order = new SeededRandom(seed).Distinct(values.Length, values.Length);
            double[] moved = [.. order.Select(i => (values[i] * scale) + shift)];
            Assert.Equal(WassersteinDistance.Of(values).Value!.Value, WassersteinDistance.Of(moved).Value!.Value, 1e-9);
        });
        // The exact Gaussian is symmetric, so mirroring does not matter either.
        Varied.Sample(values => Assert.Equal(
            WassersteinDistance.Of(values).Value!.Value,
            WassersteinDistance.Of(values.Select(v => -v).ToArray()).Value!.Value,
            1e-12));
    }

    [Fact]
    public void A_large_sample_approaches_the_exact_Gaussian()
    {
        var random = new SeededRandom(6);
        double[] skewed = [.. Draws.Normal(random, 3000).Select(v => v * v)];
        var reference = GaussianReference.Sample(Draws.Normal(random, 40_000));
        Assert.Equal(WassersteinDistance.Of(skewed).Value!.Value,
            WassersteinDistance.Of(skewed, reference).Value!.Value, 0.01);
    }

    [Fact]
    public void Between_equally_many_values_it_is_the_mean_difference_of_the_sorted() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[0, 1000]).Sample((count, seed) =>
        {
            var random = new SeededRandom(seed);
            var (a, b) = (Draws.Normal(random, count), Draws.Uniform(random, count));
            Assert.Equal(a.Order().Zip(b.Order(), (x, y) => Math.Abs(x - y)).Average(),
                WassersteinDistance.Between(a, b), 1e-12);
        });

    [Fact]
    public void Between_is_a_metric_and_counts_repetitions_as_weights()
    {
        var sample = Gen.Double[-5, 5].Array[1, 20];
        Gen.Select(sample, sample, sample).Sample((a, b, c) =>
        {
            var (ab, bc, ac) = (WassersteinDistance.Between(a, b), WassersteinDistance.Between(b, c),
                WassersteinDistance.Between(a, c));
            Assert.True(ac <= ab + bc + 1e-12);
            Assert.Equal(ab, WassersteinDistance.Between(b, a), 1e-12);
            Assert.Equal(0, WassersteinDistance.Between(a, a));
            Assert.Equal(ab, WassersteinDistance.Between([.. a, .. a, .. a], b), 1e-12);
        });
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0)]
    [InlineData(-3e30)]
    public void A_constant_neuron_has_no_distance_and_says_why(double value)
    {
        var measured = WassersteinDistance.Of(Enumerable.Repeat(value, 1001).ToArray());
        Assert.Null(measured.Value);
        Assert.Contains("same value on every token", measured.MissingReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tiny_spread_on_a_large_mean_is_measured()
    {
        // Neighbouring floats: 1000 and the next one, a quarter of the time. The distance is that of 0, 0, 0, 1.
        var next = MathF.BitIncrement(1000f);
        float[] values = [.. Enumerable.Range(0, 4000).Select(i => i % 4 == 0 ? next : 1000f)];
        double[] simple = [.. Enumerable.Range(0, 4000).Select(i => i % 4 == 0 ? 1.0 : 0)];
        Assert.Equal(WassersteinDistance.Of(simple).Value!.Value, WassersteinDistance.Of(values).Value!.Value, 1e-9);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Assert.Throws<NegPreactException>(() => WassersteinDistance.Of(Array.Empty<double>()));
        Assert.Contains("value 1 is NaN", Assert.Throws<NegPreactException>(
            () => WassersteinDistance.Of([1f, float.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<NegPreactException>(() => WassersteinDistance.Of([1.0, double.NegativeInfinity]));
        Assert.Throws<NegPreactException>(() => WassersteinDistance.Of([-1e200, 1e200]));
        Assert.Throws<NegPreactException>(() => WassersteinDistance.Of([-1e-100, 1e-100]));
        Assert.Throws<NegPreactException>(() => WassersteinDistance.Between([], [1]));
        Assert.Throws<NegPreactException>(() => GaussianReference.Sample([]));
    }

    [Fact]
    public void The_area_under_a_rising_line_is_the_integral() =>
        Gen.Select(Gen.Double[-4, 4], Gen.Double[0.01, 6], Gen.Double[0, 1], Gen.Double[0, 1])
        .Sample((a, length, f, g) =>
        {
            var (low, high) = (Math.Min(f, g), Math.Max(f, g));
            var expected = Numerically(x => low + ((high - low) * (x - a) / length), a, a + length);
            Assert.Equal(expected, Gaussian.AreaBetween(a, a + length, low, high), 1e-5);
        });

    /// <summary>The integral of |F - Phi| by the midpoint rule.</summary>
    private static double Numerically(
        Func<double, double> distribution, double from = -9, double to = 9, int steps = 20_000)
    {
        var width = (to - from) / steps;
        return Enumerable.Range(0, steps)
            .Select(i => from + ((i + 0.5) * width))
            .Sum(x => Math.Abs(distribution(x) - MathNet.Numerics.Distributions.Normal.CDF(0, 1, x)) * width);
    }
}
