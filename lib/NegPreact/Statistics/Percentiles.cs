namespace NegPreact;

/// <summary>Percentiles by linear interpolation between order statistics.</summary>
internal static class Percentiles
{
    /// <summary>
    /// The percentile of ascending values, in numpy's order of operations, so that thresholds agree to the last bit:
    /// between neighbours a and b it is a + (b - a)t, or b - (b - a)(1 - t) from t = 0.5 on.
    /// </summary>
    public static double Linear(ReadOnlySpan<double> sorted, double percent)
    {
        if (sorted.IsEmpty)
            throw new NegPreactException(
                ErrorKind.Statistics, "A percentile of no values was asked for; give at least one value.");
        if (percent is not (>= 0 and <= 100))
            throw new NegPreactException(
                ErrorKind.Statistics, $"A percentile must lie between 0 and 100, but {percent} was asked for.");
        var place = percent / 100 * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var t = place - below;
        var a = sorted[below];
        var b = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return t < 0.5 ? a + ((b - a) * t) : b - ((b - a) * (1 - t));
    }
}
