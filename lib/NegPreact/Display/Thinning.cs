namespace NegPreact;

/// <summary>Keeps charts small enough to be drawn at once, and says what was left out.</summary>
internal static class Thinning
{
    /// <summary>The most points in one chart.</summary>
    public const int Most = 5_000;

    /// <summary>
    /// How many of each group's points are drawn: small groups whole, the large ones equally, so that the few neurons a
    /// chart is about are not thinned with the many behind them.
    /// </summary>
    public static int[] Shares(IReadOnlyList<int> sizes)
    {
        var shares = new int[sizes.Count];
        var (left, groups) = (Most, sizes.Count);
        foreach (var g in Enumerable.Range(0, sizes.Count).OrderBy(g => sizes[g]))
        {
            shares[g] = Math.Min(sizes[g], left / groups--);
            left -= shares[g];
        }

        return shares;
    }

    /// <summary>Evenly spaced items, the first and the last among them.</summary>
    public static T[] Evenly<T>(IReadOnlyList<T> items, int count) => count >= items.Count
        ? [.. items]
        : [.. Enumerable.Range(0, count).Select(
            i => items[count == 1 ? 0 : (int)((long)i * (items.Count - 1) / (count - 1))])];

    /// <summary>The sentence about it, or none where all are drawn.</summary>
    public static IEnumerable<string> Said(string group, int drawn, int all, string noun = "point") => drawn == all
        ? [] :
        [$"{(group.Length == 0 ? "" : group + ": ")}{Numbers.Count(drawn)} of {Numbers.Count(all, noun)} are drawn, "
            + "evenly spaced in their order."];
}
