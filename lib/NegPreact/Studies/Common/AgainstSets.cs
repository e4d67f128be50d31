namespace NegPreact;

/// <summary>One measure of a target and of sets of other neurons, all on the same units.</summary>
/// <param name="Target">The target's.</param>
/// <param name="Sets">One for each set.</param>
internal sealed record AgainstSets(SampleStatistic Target, IReadOnlyList<SampleStatistic> Sets)
{
    public SetContrast Contrast => SetContrast.Of(Target, Sets);

    /// <summary>
    /// The sets' mean; like that of <see cref="SetContrast.Beyond"/> its interval carries the units' error and the
    /// sets' spread.
    /// </summary>
    public Estimate MeanOfSets => SetMean.Of(Sets);

    /// <summary>The same as a difference from another measure.</summary>
    public AgainstSets Less(AgainstSets other) =>
        new(Target.Less(other.Target), [.. Sets.Zip(other.Sets, (a, b) => a.Less(b))]);

    /// <summary>
    /// The p-values of several measures against the same sets, corrected by the largest statistic; by Holm where there
    /// are fewer sets than it needs.
    /// </summary>
    public static double[] Adjust(IReadOnlyList<AgainstSets> tests) =>
        tests is [{ Sets.Count: >= SetContrast.RankedSets }, ..]
            ? Largest(tests)!
            : Holm.Adjust([.. tests.Select(t => t.Contrast.PValue)]);

    /// <summary>The p-values corrected by the largest statistic, however many sets; null for a single one.</summary>
    public static double[]? Largest(IReadOnlyList<AgainstSets> tests) => tests[0].Sets.Count < 2 ? null
        : MaxStatistic.Adjust(
            [.. tests.Select(t => t.Target.Value)],
            [.. tests[0].Sets.Select((_, s) => tests.Select(t => t.Sets[s].Value).ToArray())]);
}
