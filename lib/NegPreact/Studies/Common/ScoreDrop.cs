using NegPreact.Results;

namespace NegPreact;

/// <summary>How much worse a model does in one condition than in another, on the same items. Above 0: worse.</summary>
/// <param name="Accuracy">
/// Difference of the accuracies, a share of the items. 95 % interval by bootstrap over items within their templates
/// and, where several sets of neurons were averaged, over these.
/// </param>
/// <param name="Margin">
/// The same of the mean margins, in the unit of <see cref="ItemScores.Unit"/>: more sensitive where few items change
/// sides.
/// </param>
/// <param name="Groups">The accuracy by phenomenon or task.</param>
public sealed record ScoreDrop(Estimate Accuracy, Estimate Margin, IReadOnlyList<GroupDrop> Groups)
{
    private const int PermutationRounds = 5_000;

    /// <summary>The same, read from the cache's store where these scores were compared before.</summary>
    internal static ScoreDrop Of(
        MeasuringCache cache, IReadOnlyList<ItemScores> higher, IReadOnlyList<ItemScores> lower, int seed,
        int resamples) => cache.Keep(
        ResultKinds.Losses,
            new { Higher = higher.Select(s => s.Sha256), Lower = lower.Select(s => s.Sha256), seed, resamples },
        () => Of(higher, lower, seed, resamples));

    /// <summary>Higher - lower; one of them may be several sets, which are averaged.</summary>
    internal static ScoreDrop Of(
        IReadOnlyList<ItemScores> higher, IReadOnlyList<ItemScores> lower, int seed, int resamples)
    {
        var groups = higher[0].Groups;
        double[][] up = [.. higher.Select(Ones)], down = [.. lower.Select(Ones)];
        var accuracy = SetBootstrap.Means(Differences(up, down), groups, seed, resamples);
        var margin = SetBootstrap.Mean(
            Differences([.. higher.Select(s => s.Margins.ToArray())], [.. lower.Select(s => s.Margins.ToArray())]),
            groups, seed, resamples);
        double[] p = [.. groups.Select(g => Test([.. g.Items]))];
        var adjusted = Holm.Adjust(p);
        return new ScoreDrop(
            accuracy[^1], margin,
            [.. groups.Select((g, i) => new GroupDrop(g.Name, g.Items.Count(), accuracy[i], p[i], adjusted[i]))]);

        double Test(int[] items) => higher.Count == 1 && lower.Count == 1
            ? McNemar.Exact(
                [.. items.Select(i => higher[0].Right[i])], [.. items.Select(i => lower[0].Right[i])]).PValue
            : PermutationTest.Paired([.. items.Select(i => up.Average(s => s[i]))],
                [.. items.Select(i => down.Average(s => s[i]))], seed, PermutationRounds);
    }

    internal static double[] Ones(ItemScores scores) => [.. scores.Right.Select(right => right ? 1.0 : 0.0)];

    // One row per set; the side that is a single set is taken for each of the other's.
    private static double[][] Differences(double[][] higher, double[][] lower) =>
    [
        .. Enumerable.Range(0, Math.Max(higher.Length, lower.Length)).Select(set =>
            higher[higher.Length == 1 ? 0 : set].Less(lower[lower.Length == 1 ? 0 : set])),
    ];
}

/// <summary>How much lower the accuracy on one kind of item is.</summary>
/// <param name="Name">The phenomenon or task.</param>
/// <param name="Items">How many items.</param>
/// <param name="Accuracy">The difference, a share of the items, with its 95 % interval.</param>
/// <param name="PValue">
/// Of no difference: McNemar's exact test, or against the mean of several sets, which it takes as given, a paired
/// permutation test.
/// </param>
/// <param name="AdjustedPValue">The same after Holm's correction over the groups.</param>
public sealed record GroupDrop(string Name, int Items, Estimate Accuracy, double PValue, double AdjustedPValue);
