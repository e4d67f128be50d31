using MathNet.Numerics.Statistics;

namespace NegPreact;

/// <summary>Correlation of two measurements on the same items, with a bootstrap interval over the items.</summary>
public static class Correlations
{
    /// <summary>Pearson's r: how well a straight line fits.</summary>
    /// <param name="first">One value per item.</param>
    /// <param name="second">One value per item, in the same order.</param>
    /// <param name="seed">Seed of the resamples; one on which a measurement is constant is drawn again.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="level">Level of the interval.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than three items, unequal lengths, a value that is not finite, or a measurement that does not vary.
    /// </exception>
    public static Estimate Pearson(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int seed,
        int resamples = PairedBootstrap.DefaultResamples, double level = Interval.DefaultLevel) =>
        Bootstrap(first, second, seed, resamples, level, "A Pearson correlation", values => values);

    /// <summary>Spearman's rho: Pearson's r of the ranks, ties sharing their mean rank.</summary>
    /// <param name="first">One value per item.</param>
    /// <param name="second">One value per item, in the same order.</param>
    /// <param name="seed">Seed of the resamples; one on which a measurement is constant is drawn again.</param>
    /// <param name="resamples">Number of resamples; each ranks its items again.</param>
    /// <param name="level">Level of the interval.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than three items, unequal lengths, a value that is not finite, or a measurement that does not vary.
    /// </exception>
    public static Estimate Spearman(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int seed,
        int resamples = PairedBootstrap.DefaultResamples, double level = Interval.DefaultLevel) =>
        Bootstrap(first, second, seed, resamples, level, "A Spearman correlation",
        values => ArrayStatistics.RanksInplace(values));

    private static Estimate Bootstrap(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int seed, int resamples, double level,
        string what, Func<double[], double[]> transform)
    {
        Samples.CheckPairs(first, second, 3, what);
        double[] a = [.. first], b = [.. second];
        if (IsConstant(a) || IsConstant(b))
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                $"{what} does not exist if a measurement is the same for every item; make sure that both vary.");
        double[] drawnA = new double[a.Length], drawnB = new double[a.Length];
        return PairedBootstrap.Statistic(a.Length, Correlate, seed, resamples, level);

        double Correlate(int[] items)
        {
            for (var i = 0; i < items.Length; i++)
                (drawnA[i], drawnB[i]) = (a[items[i]], b[items[i]]);
            return IsConstant(drawnA) || IsConstant(drawnB)
                ? double.NaN
                : Math.Clamp(Correlation.Pearson(transform(drawnA), transform(drawnB)), -1, 1);
        }
    }

    private static bool IsConstant(double[] values) => Array.TrueForAll(values, value => value == values[0]);
}
