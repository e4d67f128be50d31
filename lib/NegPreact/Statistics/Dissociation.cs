namespace NegPreact;

/// <summary>
/// Does an intervention harm one ability more than another, compared with sets of other neurons? One comparison for
/// each ability, and one of the difference between the abilities: the interaction.
/// </summary>
/// <param name="First">How much more the target costs the first ability than the sets do.</param>
/// <param name="Second">
/// The opposite of the second ability: how much more the sets cost it than the target does. Its own effect is what the
/// sets cost it by themselves, since they must do harm for the target to do less.
/// </param>
/// <param name="Interaction">
/// How much more the target costs the first ability than the second, compared with the sets. Each set's interaction is
/// one number, so that the sets' spread counts as everywhere. Its own effect is what the target costs the first
/// ability.
/// </param>
public sealed record Dissociation(SetContrast First, SetContrast Second, SetContrast Interaction)
{
    /// <summary>Compares; the abilities have items of their own.</summary>
    /// <param name="first">What the target costs the first ability, against the untouched model.</param>
    /// <param name="firstOfSets">The same of each set, on the same items.</param>
    /// <param name="second">What the target costs the second ability.</param>
    /// <param name="secondOfSets">The same of each set.</param>
    /// <exception cref="NegPreactException">No sets, not as many for both abilities, or other items.</exception>
    public static Dissociation Of(
        SampleStatistic first, IReadOnlyList<SampleStatistic> firstOfSets, SampleStatistic second,
        IReadOnlyList<SampleStatistic> secondOfSets)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(firstOfSets);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(secondOfSets);
        if (firstOfSets.Count != secondOfSets.Count)
            throw new NegPreactException(
                ErrorKind.Statistics, $"A dissociation was given {firstOfSets.Count} sets for the one ability and "
                + $"{secondOfSets.Count} for the other; measure both abilities in each set.");
        var spared = SetContrast.Of(second.Times(-1), [.. secondOfSets.Select(s => s.Times(-1))]);
        var apart = SetContrast.Of(
            first.LessIndependent(second), [.. firstOfSets.Zip(secondOfSets, (a, b) => a.LessIndependent(b))]);
        return new(
            SetContrast.Of(first, firstOfSets), spared with { Own = SetMean.Of(secondOfSets) },
            apart with { Own = first.Estimate() });
    }

    /// <summary>
    /// The double dissociation, both halves at once: the larger of their p-values (an intersection-union test, which
    /// needs no correction), and the smaller of the two effects, its interval from the smaller of their lower ends to
    /// the smaller of their upper ends, so that it is refuted where either half is. One of two halves seems low by
    /// chance more often than a single one, so the upper ends are at the level that Bonferroni's correction leaves to
    /// each, as Gaussian quantiles.
    /// </summary>
    /// <param name="smallest">The smallest effect that matters, in the unit of the effects.</param>
    public Evidence Twice(SmallestEffect smallest)
    {
        var weaker = First.PValue >= Second.PValue ? First : Second;
        return new(
            Estimate.Smallest(Corrected(First.Beyond), Corrected(Second.Beyond)), smallest, weaker.PValue,
            $"the larger p-value of both halves, {weaker.Test}")
        {
            Own = Estimate.Smallest(First.Own, Second.Own),
            OwnOf = "The weaker of the two, the target on the first ability and the sets on the second",
            Continuous = Math.Max(First.Continuous, Second.Continuous),
            StandardError = weaker.StandardError,
        };

        static Estimate Corrected(Estimate half)
        {
            var wider = Proportion.Quantile(1 - Evidence.Alpha) / Proportion.Quantile(1 - (2 * Evidence.Alpha));
            return half with
            {
                Interval = half.Interval with { High = half.Value + (wider * (half.Interval.High - half.Value)) },
            };
        }
    }
}
