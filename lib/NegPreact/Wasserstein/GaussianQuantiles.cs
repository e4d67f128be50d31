using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>
/// The quantiles of N(0, 1) at 0, 1/n, … 1 and the density there: all that the exact distance needs of the Gaussian.
/// </summary>
internal sealed class GaussianQuantiles
{
    private const double Near = 1e-3;

    // All neurons of a model have equally many values: the last table made is nearly always the one wanted.
    private static volatile GaussianQuantiles? last;

    private readonly double[] quantiles, densities;

    private GaussianQuantiles(int n)
    {
        quantiles = new double[n + 1];
        densities = new double[n + 1];
        (quantiles[0], quantiles[n]) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 1; i <= n - i; i++)
        {
            quantiles[i] = Normal.InvCDF(0, 1, (double)i / n);
            quantiles[n - i] = -quantiles[i];
            densities[i] = densities[n - i] = Gaussian.Density(quantiles[i]);
        }
    }

    /// <summary>The number n of slices.</summary>
    public int Count => quantiles.Length - 1;

    /// <summary>The quantiles at 0, 1/n, … 1.</summary>
    public double[] Quantiles => quantiles;

    /// <summary>The density at each of them.</summary>
    public double[] Densities => densities;

    /// <summary>The table for n values.</summary>
    public static GaussianQuantiles For(int n)
    {
        var table = last;
        if (table is null || table.quantiles.Length != n + 1)
            last = table = new GaussianQuantiles(n);
        return table;
    }

    /// <summary>
    /// W1 to N(0, 1) of n ascending values. In quantile form it is the sum over i of the integral of |z_i - x| phi(x)
    /// over the i-th of n slices of equal probability, and (z - x) phi(x) has the antiderivative z Phi(x) + phi(x).
    /// Only the slice that a value falls into must be split there.
    /// </summary>
    /// <param name="sorted">All values, or some that follow each other.</param>
    /// <param name="first">How many values lie below them.</param>
    public double DistanceTo(ReadOnlySpan<double> sorted, int first = 0)
    {
        var (perSlice, sum) = (1.0 / Count, 0.0);
        for (var i = first; i < first + sorted.Length; i++)
        {
            // Above its slice or below it, without a branch: which of the two is anyone's guess.
            var z = sorted[i - first];
            var whole = (z * perSlice) + densities[i + 1] - densities[i];
            var side = (z >= quantiles[i + 1] ? 1 : 0) - (z <= quantiles[i] ? 1 : 0);
            sum += side * whole;
            if (side == 0)
                sum += Split(i, z, whole);
        }
        return sum;
    }

    /// <summary>The part of that sum that belongs to so many equal values.</summary>
    /// <param name="z">The value.</param>
    /// <param name="first">How many values lie below them.</param>
    /// <param name="count">How many they are, at least one.</param>
    public double DistanceTo(double z, int first, int count)
    {
        // Slices that end below the value, at most one that it falls into, and slices that begin above it.
        var found = quantiles.AsSpan(first + 1, count).BinarySearch(z);
        var own = first + (found < 0 ? ~found : found + 1);
        var sum = (z * (own - first) / Count) + densities[own] - densities[first];
        if (own == first + count)
            return sum;
        var above = first + count - own - 1;
        return sum + DistanceTo([z], own) - (z * above / Count) - densities[first + count] + densities[own + 1];
    }

    // Near the slice's lower end by the first terms of the series in the distance from it: the next one is 1e-16.
    private double Split(int i, double z, double whole)
    {
        var (q, h) = (quantiles[i], z - quantiles[i]);
        return h < Near
            ? (densities[i] * h * h * (1 - (h / 3 * (q - (((q * q) - 1) * h / 4))))) - whole
            : (z * ((2 * Gaussian.Cdf(z)) - (((2.0 * i) + 1) / Count))) + (2 * Gaussian.Density(z)) - densities[i]
                - densities[i + 1];
    }
}
