namespace NegPreact;

/// <summary>The mean effect of several sets of neurons.</summary>
internal static class SetMean
{
    /// <summary>
    /// The mean with an interval that carries the units' error and, where there are several sets, their spread, as
    /// <see cref="SetContrast.Beyond"/> does: it is how far a target of no effect at all lies below them.
    /// </summary>
    /// <param name="sets">Each set's effect, on the same units; at least one.</param>
    /// <exception cref="NegPreactException">They have other units.</exception>
    public static Estimate Of(IReadOnlyList<SampleStatistic> sets) => sets is [var only]
        ? only.Estimate()
        : SetContrast.Of(sets[0].Times(0), sets).Beyond.Negative();
}
