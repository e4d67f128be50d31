using MathNet.Numerics.Statistics;

namespace NegPreact;

/// <summary>
/// Spearman's rho within strata (the neurons of each layer), combined: what differs between strata cannot make it or
/// hide it, as it can in a correlation over all items pooled.
/// </summary>
/// <remarks>
/// Fisher's z = atanh(rho) of the strata is averaged with weights n - 3, that of a stratum of n items. The error comes
/// of each item's first-order influence on rho, which takes no distribution for granted.
/// </remarks>
public static class SpearmanWithin
{
    internal const int Fewest = 4; // n - 3 is the weight

    /// <summary>Correlates two measurements of the same items, given stratum by stratum.</summary>
    /// <param name="first"><c>[stratum][item]</c>.</param>
    /// <param name="second"><c>[stratum][item]</c>, in the same order.</param>
    /// <exception cref="NegPreactException">
    /// Strata that do not fit each other, a value that is not finite, or no stratum of four items and more in which
    /// both measurements vary; other strata are left out.
    /// </exception>
    public static StratifiedCorrelation Of(IReadOnlyList<double[]> first, IReadOnlyList<double[]> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var strata = first.Zip(second, (a, b) => (A: a, B: b)).ToArray();
        foreach (var (a, b) in strata)
            Samples.CheckPairs(a, b, 0, "A Spearman correlation within strata");
        double?[] rho = [.. strata.Select(s => s.A.Length >= Fewest && Varies(s.A) && Varies(s.B)
            ? Math.Clamp(Correlation.Pearson(Ranks(s.A), Ranks(s.B)), -1, 1) : (double?)null)];
        var total = strata.Where((_, s) => rho[s] is not null).Sum(s => s.A.Length - Fewest + 1.0);
        if (total == 0 || first.Count != second.Count)
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                "A Spearman correlation within strata does not exist if no stratum has four items that vary in both "
                    + "measurements; give more items.");
        double Weight(int s) => (strata[s].A.Length - Fewest + 1) / total;
        double Z(int s) => Fisher(rho[s]!.Value, strata[s].A.Length);
        var used = Enumerable.Range(0, strata.Length).Where(s => rho[s] is not null).ToArray();
        var combined = Math.Tanh(used.Sum(s => Weight(s) * Z(s)));
        var influence = used.SelectMany(s => Influence(strata[s].A, strata[s].B)
            .Select(u => u * Weight(s) * Slope(combined) / Slope(Math.Tanh(Z(s))))).ToArray();
        return new(rho, new(combined, influence, influence.Length - used.Length));
    }

    /// <summary>
    /// atanh(rho), a perfect correlation taken as half a swap of neighbouring ranks short of it.
    /// </summary>
    internal static double Fisher(double rho, int items)
    {
        var most = 1 - (6 / (items * ((double)items * items - 1)));
        return Math.Atanh(Math.Clamp(rho, -most, most));
    }

    /// <summary>How fast rho moves with its z.</summary>
    internal static double Slope(double rho) => 1 - (rho * rho);

    // With F and G the items' ranks as shares, rho is the correlation of F and G. A further item counts by its own
    // product and by moving the ranks of those above it.
    private static double[] Influence(double[] a, double[] b)
    {
        var n = a.Length;
        double[] f = [.. Ranks(a).Select(r => (r - 0.5) / n)], g = [.. Ranks(b).Select(r => (r - 0.5) / n)];
        double[] above = Above(a, g), beyond = Above(b, f);
        double[] all = [.. Enumerable.Range(0, n).Select(i => (f[i] * g[i]) + above[i] + beyond[i])];
        var scale = 1 / Math.Sqrt(Variance(f) * Variance(g)) / Math.Sqrt(n * (n - 1.0));
        var mean = Samples.Mean(all);
        return [.. all.Select(u => (u - mean) * scale)];
    }

    // For each item the mean over all of what those with a larger value have, ties by half.
    private static double[] Above(double[] by, double[] of)
    {
        int[] order = [.. Enumerable.Range(0, by.Length).OrderByDescending(i => by[i])];
        var above = new double[by.Length];
        var sum = 0.0;
        for (int from = 0, to; from < order.Length; from = to)
        {
            var ties = 0.0;
            for (to = from; to < order.Length && by[order[to]] == by[order[from]]; to++)
                ties += of[order[to]];
            for (var i = from; i < to; i++)
                above[order[i]] = (sum + (ties / 2)) / by.Length;
            sum += ties;
        }

        return above;
    }

    private static double Variance(double[] values)
    {
        var mean = Samples.Mean(values);
        return values.Average(v => (v - mean) * (v - mean));
    }

    private static double[] Ranks(double[] values) => ArrayStatistics.RanksInplace([.. values]);

    private static bool Varies(double[] values) => values.Any(v => v != values[0]);
}

/// <summary>A correlation within strata.</summary>
/// <param name="ByStratum">Of each stratum; null where it was left out.</param>
/// <param name="Combined">Of all together, with what each item of the strata adds to its error.</param>
public sealed record StratifiedCorrelation(IReadOnlyList<double?> ByStratum, SampleStatistic Combined)
{
    /// <summary>The combined correlation; the interval is Student's t on the scale of Fisher's z.</summary>
    public Estimate Estimate => SampleStatistic.Around(
        Math.Atanh(Combined.Value), Combined.StandardError / SpearmanWithin.Slope(Combined.Value), Combined.Degrees)
        .Map(Math.Tanh);
}
