namespace NegPreact;

/// <summary>Verdicts are computed here, from evidence, and never typed in.</summary>
public static class Verdicts
{
    /// <summary>
    /// Judges the claim that an effect is larger than its threshold, in this order: <em>negligible</em> where the whole
    /// interval lies within the smallest effect that matters on either side of the threshold; <em>holds</em> where the
    /// primary test says so at 0.025 and what the target itself costs lies above zero with its whole interval;
    /// <em>does not hold</em> where the whole interval lies below the smallest effect, or what the target itself costs
    /// lies below zero; else <em>undecided</em>.
    /// </summary>
    /// <param name="evidence">The effect, the test and the smallest effect that matters.</param>
    /// <exception cref="NegPreactException">A number that is none.</exception>
    public static Verdict Of(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (double.IsNaN(evidence.Threshold) || evidence.PValue is not (>= 0 and <= 1))
            throw new NegPreactException(
                ErrorKind.Statistics, $"A claim was given {evidence.Threshold} as its threshold and "
                + $"{evidence.PValue} as its p-value; give numbers, the p-value between 0 and 1.");
        var (low, high) = (evidence.Effect.Interval.Low, evidence.Effect.Interval.High);
        var (threshold, smallest) = (evidence.Threshold, evidence.Smallest.Value);
        if (low > threshold - smallest && high < threshold + smallest)
            return Verdict.Negligible;
        if (evidence.PValue <= Evidence.Alpha && evidence.Own is null or { Interval.Low: > 0 })
            return Verdict.Holds;
        return high < threshold + smallest || evidence.Own is { Interval.High: < 0 } ? Verdict.DoesNotHold
            : Verdict.Undecided;
    }

    /// <summary>A verdict in words and, before them, a sign that tells it from the others without colour.</summary>
    internal static (string Sign, string Words) Shown(this Verdict verdict) => verdict switch
    {
        Verdict.Holds => ("✓", "holds"),
        Verdict.DoesNotHold => ("✗", "does not hold"),
        Verdict.Negligible => ("≈", "negligible"),
        Verdict.Undecided => ("?", "undecided"),
        Verdict.CannotApply => ("–", "cannot apply"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
