namespace NegPreact;

/// <summary>Percentile intervals from resamples that were drawn for many statistics at once.</summary>
internal static class Intervals
{
    /// <summary>
    /// The value with its 95 % interval; null where the statistic does not exist on more than a tenth of the resamples.
    /// </summary>
    public static Estimate? Around(double value, IEnumerable<double> resamples)
    {
        var all = resamples.ToArray();
        var there = all.Where(double.IsFinite).Order().ToArray();
        return double.IsFinite(value) && there.Length > 0 && there.Length >= 0.9 * all.Length
            ? new Estimate(value, new Interval(Percentiles.Linear(there, 2.5), Percentiles.Linear(there, 97.5)))
            : null;
    }
}
