namespace NegPreact;

/// <summary>Verdicts are computed here, from intervals, and never typed in.</summary>
public static class Verdicts
{
    /// <summary>
    /// Judges a strict claim: it holds where the whole interval lies strictly on the claimed side of the threshold,
    /// does not hold where the whole interval lies on the other side or on the threshold itself, and is undecided
    /// otherwise.
    /// </summary>
    /// <param name="interval">The interval of the value that the claim is about.</param>
    /// <param name="threshold">What it is compared with, in the interval's unit.</param>
    /// <param name="direction">What the claim says.</param>
    /// <exception cref="NegPreactException">The threshold is not a number.</exception>
    public static Verdict FromInterval(Interval interval, double threshold, ClaimDirection direction)
    {
        ArgumentNullException.ThrowIfNull(interval);
        if (double.IsNaN(threshold))
            throw new NegPreactException(
                ErrorKind.Statistics, "A claim was given NaN as its threshold; give the number that the value is "
                + "compared with.");
        var (holds, fails) = direction == ClaimDirection.GreaterThan
            ? (interval.Low > threshold, interval.High <= threshold)
            : (interval.High < threshold, interval.Low >= threshold);
        return holds ? Verdict.Holds : fails ? Verdict.DoesNotHold : Verdict.Undecided;
    }
}
