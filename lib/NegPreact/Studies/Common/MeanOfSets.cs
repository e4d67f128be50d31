namespace NegPreact;

/// <summary>The mean effect of several sets of neurons, and evidence from a single effect.</summary>
internal static class MeanOfSets
{
    /// <summary>
    /// The mean over sets; the interval carries the items' error and, where there are several sets, their spread, as in
    /// <see cref="SetContrast.Beyond"/>.
    /// </summary>
    /// <param name="sets">Each set's effect, on the same items.</param>
    public static Estimate Of(IReadOnlyList<SampleStatistic> sets) =>
        sets.Count == 1 ? sets[0].Estimate() : SetContrast.Of(Nothing(sets[0]), sets).Beyond.Negative();

    /// <summary>Evidence that an effect against the untouched model is above 0: Student's t over the items.</summary>
    public static Evidence Above(SampleStatistic effect, SmallestEffect smallest) =>
        Evidence.Of(SetContrast.Of(effect, [Nothing(effect)]), smallest) with { Own = null };

    /// <summary>
    /// Evidence that each of several effects on the same items is above 0. Each must be, by Student's t at the same
    /// level, so that the p-value is the largest (intersection-union test). The estimate is the smallest effect. Its
    /// interval's lower end is the lowest of theirs; its upper end is the lowest at the level that Bonferroni's
    /// correction leaves to each, which is Holm's first step, since with several effects one seems low by chance.
    /// </summary>
    public static Evidence AllAbove(IReadOnlyList<SampleStatistic> effects, SmallestEffect smallest)
    {
        var corrected = 1 - (2 * Evidence.Alpha / effects.Count);
        var each = effects.Select(e => Above(e, smallest)).OrderBy(e => e.Effect.Value).ToArray();
        return each[0] with
        {
            Effect = new(each[0].Effect.Value, new(
                effects.Min(e => e.Estimate().Interval.Low), effects.Min(e => e.Estimate(corrected).Interval.High))),
            PValue = each.Max(e => e.PValue),
            Continuous = each.Max(e => e.PValue),
            Test = $"the largest p-value of {effects.Count} by Student's t over the items",
        };
    }

    // What a set of neurons would do that does nothing.
    private static SampleStatistic Nothing(SampleStatistic on) => on.Less(on);
}
