namespace NegPreact;

/// <summary>Margins have no unit that a reader knows, so their effects are judged by how far margins spread.</summary>
internal static class MarginSpread
{
    /// <summary>The smallest change of a mean margin that matters, in the margins' unit.</summary>
    /// <param name="margins">The untouched model's.</param>
    public static SmallestEffect Smallest(IReadOnlyList<double> margins)
    {
        var mean = margins.Average();
        return new(
            SmallestEffect.StandardDeviations.Value * Math.Sqrt(margins.Average(m => (m - mean) * (m - mean))),
            $"{SmallestEffect.StandardDeviations.Value} standard deviations of the untouched model's margins, "
                + SmallestEffect.StandardDeviations.Reason);
    }
}
