namespace NegPreact;

/// <summary>
/// <see cref="PairedBootstrap"/> of outcomes, right or wrong, for many conditions on the same items at once: every
/// resample is drawn once and counted in all of them. The numbers are those that each condition has by itself, since
/// sums of whole numbers are exact in any order.
/// </summary>
internal static class OutcomeBootstrap
{
    private const string What = "A paired bootstrap";

    /// <summary>The share of items that are right in each condition less that of the reference.</summary>
    /// <param name="conditions">Outcomes, <c>[condition][item]</c>.</param>
    /// <param name="reference">Outcomes of the same items in the same order.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <exception cref="NegPreactException">Fewer than two items, or unequal lengths.</exception>
    public static Estimate[] ShareDifferences(
        IReadOnlyList<bool[]> conditions, bool[] reference, int seed, int resamples)
    {
        Samples.CheckRounds(resamples, What);
        if (reference.Length < 2 || conditions.Any(c => c.Length != reference.Length))
            throw new NegPreactException(
                ErrorKind.Statistics, $"{What} needs at least 2 items with an outcome in every condition; give one of "
                + "each an item.");
        var items = reference.Length;
        var differences = new DifferenceRows(conditions, reference);

        // How often each sum of differences came, from -items to items.
        var counts = conditions.Select(_ => new int[(2 * items) + 1]).ToArray();
        var (random, drawn, sums) = (new SeededRandom(seed), new int[items], new int[conditions.Count]);
        for (var r = 0; r < resamples; r++)
        {
            for (var i = 0; i < drawn.Length; i++)
                drawn[i] = random.Next(items);
            differences.Sum(drawn, sums);
            for (var c = 0; c < sums.Length; c++)
                counts[c][sums[c] + items]++;
        }

        return
        [
            .. conditions.Select((now, c) => PairedBootstrap.Around(
                (double)now.Zip(reference, DifferenceRows.Difference).Sum() / items,
                Ascending(counts[c], items, resamples), Interval.DefaultLevel)),
        ];
    }

    private static double[] Ascending(int[] counts, int items, int resamples)
    {
        var values = new double[resamples];
        for (int sum = -items, at = 0; sum <= items; sum++)
        {
            var count = counts[sum + items];
            values.AsSpan(at, count).Fill((double)sum / items);
            at += count;
        }

        return values;
    }
}
