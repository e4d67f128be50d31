namespace NegPreact;

/// <summary>Evidence from effects that are not compared with sets of neurons.</summary>
internal static class EffectEvidence
{
    /// <summary>Evidence that an effect against the untouched model is above 0: Student's t over the items.</summary>
    public static Evidence Above(SampleStatistic effect, SmallestEffect smallest) =>
        Evidence.Of(SetContrast.Of(effect, [effect.Times(0)]), smallest) with { Own = null };

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
        return each[0].By(
            each.Max(e => e.PValue), $"the largest p-value of {effects.Count} by Student's t over the items") with
        {
            Effect = new(each[0].Effect.Value, new(
                effects.Min(e => e.Estimate().Interval.Low), effects.Min(e => e.Estimate(corrected).Interval.High))),
        };
    }
}
