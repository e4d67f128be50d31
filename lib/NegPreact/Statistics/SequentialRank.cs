namespace NegPreact;

/// <summary>
/// A rank among random sets that stops as soon as enough of them do at least as much as the target (Besag and Clifford
/// 1991, sequential Monte Carlo p-values). For exploratory claims: those of primary tests measure all sets.
/// </summary>
/// <remarks>
/// After a single set that does at least as much, 39 sets can no longer reach p = 0.025; the others only make the
/// intervals narrower. Sets count in the order of their seeds, whatever the order in which they were measured: the
/// same seeds give the same answer.
/// </remarks>
/// <param name="Sets">The most sets.</param>
/// <param name="Enough">How many of them must do at least as much as the target for the others to be left out.</param>
public sealed record SequentialRank(int Sets = SetContrast.RankedSets, int Enough = 5)
{
    private const int LeastEnough = 5; // sets whose spread is worth showing

    /// <summary>The one that never decides otherwise than all sets would, at <see cref="Evidence.Alpha"/>.</summary>
    /// <param name="sets">The most sets.</param>
    public static SequentialRank Among(int sets) =>
        new(sets, Math.Max(LeastEnough, (int)Math.Floor(Evidence.Alpha * (1 + sets)) + 1));

    /// <summary>How many sets decide.</summary>
    /// <param name="target">The target's effect.</param>
    /// <param name="sets">The sets' effects by seed, as far as they were measured.</param>
    /// <returns>
    /// The number of sets, from the first seed on, after which nothing more counts; null where more are needed.
    /// </returns>
    public int? Decided(double target, IReadOnlyList<double> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        Check();
        var left = Enough;
        for (var s = 0; s < Math.Min(sets.Count, Sets); s++)
            if (sets[s] >= target && --left == 0)
                return s + 1;
        return sets.Count >= Sets ? Sets : null;
    }

    /// <summary>
    /// The p-value of a target that is such a set itself: of n sets, among which the last was the one that was enough,
    /// enough / n; of all sets (1 + those that do at least as much) / (1 + sets). It is at most any level in at most
    /// that share of cases, whatever the distribution.
    /// </summary>
    /// <param name="sets">How many sets decided.</param>
    /// <param name="atLeast">How many of them do at least as much as the target.</param>
    public double PValue(int sets, int atLeast) =>
        atLeast >= Enough ? (double)Enough / sets : (1.0 + atLeast) / (1.0 + sets);

    /// <summary>Measures sets one after another until they decide.</summary>
    /// <typeparam name="T">What is measured of a set.</typeparam>
    /// <param name="target">The target's effect.</param>
    /// <param name="seeds">The sets' seeds; those beyond <see cref="Sets"/> are not used.</param>
    /// <param name="measure">Measures the set of a seed.</param>
    /// <param name="effect">Its effect.</param>
    public IReadOnlyList<T> Measure<T>(
        double target, IReadOnlyList<int> seeds, Func<int, T> measure, Func<T, double> effect)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(effect);
        var (sets, effects) = (new List<T>(), new List<double>());
        while (sets.Count < seeds.Count && Decided(target, effects) is null)
        {
            sets.Add(measure(seeds[sets.Count]));
            effects.Add(effect(sets[^1]));
        }

        return sets;
    }

    /// <summary>The test in words.</summary>
    /// <param name="sets">How many sets decided.</param>
    internal string Test(int sets) => sets < Sets
        ? $"rank among random sets, stopped after {sets} of {Sets} sets"
        : $"rank among {Sets} random sets";

    private void Check()
    {
        if (Enough < 2 || Sets < SetContrast.RankedSets)
            throw new NegPreactException(
                ErrorKind.Statistics, $"A rank among at most {Sets} sets that stops after {Enough} was asked for; give "
                + $"{SetContrast.RankedSets} sets or more, since ranks among fewer decide nothing, and two or more to "
                + "stop after, since one has no spread.");
    }
}
