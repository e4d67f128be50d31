using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>
/// Mantel-Haenszel odds ratios (Mantel and Haenszel 1959): within each stratum the share of a kind among far pairs is
/// held against its share among the other close pairs, so that whatever defines the strata cannot explain the
/// difference.
/// </summary>
/// <remarks>
/// A token is in several pairs, and a pair in several neurons, so pairs are no independent trials. The bootstrap draws
/// windows of text, and a pair counts as often as the product of its two windows' draws (the pigeonhole bootstrap, Owen
/// 2007).
/// </remarks>
internal static class StratifiedOdds
{
    /// <summary>A pair as one neuron has it.</summary>
    public readonly record struct Entry(int Stratum, int Kind, bool Far, int Pair);

    /// <summary>One row for each kind that has enough pairs; null where a kind has no place to be compared.</summary>
    public static PairOdds?[] Of(
        IReadOnlyList<Entry> entries, IReadOnlyList<string> kinds, PairWindows windows,
        DifferentiationSettings settings)
    {
        var strata = Strata(entries);
        var (far, near) = (new int[kinds.Count], new int[kinds.Count]);
        foreach (var entry in entries)
            (entry.Far ? far : near)[entry.Kind]++;
        var value = LogOdds(strata, kinds.Count, _ => 1);
        var resamples = new double[settings.Resamples][];
        var random = new SeededRandom(settings.Seed);
        for (var r = 0; r < resamples.Length; r++)
            resamples[r] = LogOdds(strata, kinds.Count, windows.Draw(random));
        var rows = new PairOdds?[kinds.Count];
        for (var k = 0; k < rows.Length; k++)
            if (Math.Min(far[k], near[k]) >= settings.MinimumPairs && double.IsFinite(value[k])
                && Intervals.Around(value[k], resamples.Select(r => r[k])) is { } estimate)
            {
                var sigma = (estimate.Interval.High - estimate.Interval.Low) / (2 * Normal.InvCDF(0, 1, 0.975));
                var p = sigma > 0 ? Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(value[k]) / sigma)) : 1;
                rows[k] = new PairOdds(kinds[k], far[k], near[k], estimate, p, p);
            }

        return rows;
    }

    /// <summary>
    /// The log-odds alone, by kind: not finite where a kind has no far or no near pair beside others in any stratum.
    /// </summary>
    public static double[] LogOdds(IReadOnlyList<Entry> entries, int kinds) => LogOdds(Strata(entries), kinds, _ => 1);

    /// <summary>The rows that exist, with Holm's correction over them.</summary>
    public static IReadOnlyList<PairOdds> Adjusted(IEnumerable<PairOdds?> rows)
    {
        PairOdds[] there = [.. rows.OfType<PairOdds>()];
        var adjusted = Holm.Adjust([.. there.Select(r => r.PValue)]);
        return [.. there.Select((r, i) => r with { AdjustedPValue = adjusted[i] })
            .OrderByDescending(r => r.LogOdds.Value)];
    }

    private static Entry[][] Strata(IReadOnlyList<Entry> entries) =>
    [
        .. entries.GroupBy(e => e.Stratum).Where(s => s.Any(e => e.Far) && s.Any(e => !e.Far))
            .OrderBy(s => s.Key).Select(s => s.ToArray()),
    ];

    private static double[] LogOdds(Entry[][] strata, int kinds, Func<int, double> weight)
    {
        var (up, down) = (new double[kinds], new double[kinds]);
        var (far, near) = (new double[kinds], new double[kinds]);
        var seen = new List<int>();
        foreach (var stratum in strata)
        {
            var (allFar, allNear) = (0.0, 0.0);
            foreach (var entry in stratum)
            {
                var w = weight(entry.Pair);
                if (w == 0)
                    continue;
                if (far[entry.Kind] + near[entry.Kind] == 0)
                    seen.Add(entry.Kind);
                if (entry.Far)
                    (far[entry.Kind], allFar) = (far[entry.Kind] + w, allFar + w);
                else
                    (near[entry.Kind], allNear) = (near[entry.Kind] + w, allNear + w);
            }

            foreach (var k in seen)
            {
                up[k] += far[k] * (allNear - near[k]) / (allFar + allNear);
                down[k] += (allFar - far[k]) * near[k] / (allFar + allNear);
                (far[k], near[k]) = (0, 0);
            }

            seen.Clear();
        }

        return [.. up.Zip(down, (u, d) => Math.Log(u / d))];
    }
}
