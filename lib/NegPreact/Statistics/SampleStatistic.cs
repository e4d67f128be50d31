using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>
/// A statistic of sampled units (pairs, windows of text) together with what each unit adds to its error, so that
/// differences of statistics on the same units keep what the units have in common.
/// </summary>
/// <remarks>
/// <c>Influence</c> is the first-order influence of each unit, scaled so that the squared standard error is the sum of
/// its squares: for a mean over n units (x - mean) / sqrt(n (n - 1)), within each stratum where there are several; for
/// a ratio of sums the same of (top - ratio · bottom) / mean bottom (the delta method).
/// </remarks>
/// <param name="Value">The statistic on all units.</param>
/// <param name="Influence"><c>[unit]</c>, in the unit of the value.</param>
/// <param name="Degrees">Degrees of freedom: units less strata, at least 1.</param>
public sealed record SampleStatistic(double Value, IReadOnlyList<double> Influence, int Degrees)
{
    /// <summary>The standard error that comes of having these units and not others.</summary>
    public double StandardError => Math.Sqrt(Influence.Sum(u => u * u));

    /// <summary>The value with its interval, Student's t.</summary>
    /// <param name="level">Level of the interval.</param>
    public Estimate Estimate(double level = Interval.DefaultLevel) => Around(Value, StandardError, Degrees, level);

    /// <summary>The mean of one value per unit.</summary>
    /// <param name="values"><c>[unit]</c>.</param>
    /// <param name="strata">
    /// The units by their index, those of one stratum (a paradigm) together; null where they are all of one kind. Units
    /// in no stratum are left out. Strata of one unit, which say nothing of how they vary, count as one stratum
    /// together.
    /// </param>
    /// <exception cref="NegPreactException">
    /// Fewer than two units, or a value that is not finite.
    /// </exception>
    public static SampleStatistic Mean(IReadOnlyList<double> values, IEnumerable<int[]>? strata = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        int[][] groups = [.. (strata ?? [[.. Enumerable.Range(0, values.Count)]])
            .GroupBy(g => g.Length == 1).SelectMany(g => g.Key ? [[.. g.SelectMany(one => one)]] : g.ToArray())];
        double[] used = [.. groups.SelectMany(g => g).Select(i => values[i])];
        Samples.Check(used, 2, "A mean with an interval");
        var influence = new double[values.Count];
        foreach (var group in groups)
        {
            var mean = group.Average(i => values[i]);
            var scale = group.Length > 1 ? Math.Sqrt(group.Length / (group.Length - 1.0)) / used.Length : 0;
            foreach (var i in group)
                influence[i] = (values[i] - mean) * scale;
        }

        return new(Samples.Mean(used), influence, Math.Max(1, used.Length - groups.Length));
    }

    /// <summary>The ratio of two sums over units: the mean over tokens that lie unevenly in windows.</summary>
    /// <param name="tops"><c>[unit]</c>: what is summed.</param>
    /// <param name="bottoms"><c>[unit]</c>: how many it is the sum of.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than two units, unequal lengths, a value that is not finite, or nothing to divide by.
    /// </exception>
    public static SampleStatistic Ratio(ReadOnlySpan<double> tops, ReadOnlySpan<double> bottoms)
    {
        Samples.CheckPairs(tops, bottoms, 2, "A ratio of sums");
        var (n, bottom) = (tops.Length, Samples.Mean(bottoms) * bottoms.Length);
        if (bottom <= 0)
            throw new NegPreactException(
                ErrorKind.NothingToCompare, "A mean over no tokens was asked for; use a longer text.");
        var ratio = Samples.Mean(tops) * n / bottom;
        var influence = new double[n];
        for (var i = 0; i < n; i++)
            influence[i] = (tops[i] - (ratio * bottoms[i])) / bottom * Math.Sqrt(n / (n - 1.0));
        return new(ratio, influence, n - 1);
    }

    /// <summary>The same as a difference from another on the same units.</summary>
    /// <exception cref="NegPreactException">The other has other units.</exception>
    public SampleStatistic Less(SampleStatistic other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Influence.Count == Influence.Count
            ? new(
                Value - other.Value, [.. Influence.Zip(other.Influence, (a, b) => a - b)],
                Math.Min(Degrees, other.Degrees))
            : throw new NegPreactException(
                ErrorKind.Statistics, $"Two statistics of {Influence.Count} and {other.Influence.Count} units were "
                + "to be compared; measure both on the same units.");
    }

    /// <summary>The same less another that was measured on other units, independently.</summary>
    public SampleStatistic LessIndependent(SampleStatistic other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Value - other.Value, [.. Influence, .. other.Influence.Select(u => -u)], Math.Min(Degrees, other.Degrees));
    }

    /// <summary>The same in another unit.</summary>
    public SampleStatistic Times(double factor) => new(Value * factor, [.. Influence.Select(u => u * factor)], Degrees);

    /// <summary>The mean of several statistics on the same units.</summary>
    internal static SampleStatistic MeanOf(IReadOnlyList<SampleStatistic> all)
    {
        var influence = new double[all[0].Influence.Count];
        foreach (var one in all)
            for (var i = 0; i < influence.Length; i++)
                influence[i] += one.Influence[i] / all.Count;
        return new(all.Average(s => s.Value), influence, all.Min(s => s.Degrees));
    }

    /// <summary>A value with its interval, Student's t.</summary>
    internal static Estimate Around(
        double value, double standardError, double degrees, double level = Interval.DefaultLevel)
    {
        var half = standardError == 0 ? 0 : standardError * Quantile(degrees, level);
        return new Estimate(value, new Interval(value - half, value + half, level));
    }

    /// <summary>How many standard errors an interval reaches to either side.</summary>
    internal static double Quantile(double degrees, double level = Interval.DefaultLevel) =>
        StudentT.InvCDF(0, 1, degrees, 0.5 + (Interval.CheckedLevel(level) / 2));
}
