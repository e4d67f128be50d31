namespace NegPreact;

/// <summary>
/// Losses of accuracy and their comparisons, shares of the items. Few items change sides, so two things are done as
/// for counts: the test against a single condition is the exact one, and intervals are widened by a step of one item.
/// </summary>
internal static class AccuracyContrast
{
    /// <summary>The exact test in words.</summary>
    public const string ExactTest = "exact test of the items that change sides";

    /// <summary>What one condition loses, or several sets on average, against the untouched model.</summary>
    public static Estimate Own(
        ItemScores untouched, IReadOnlyList<ItemScores> conditions, ItemGroup? group = null) => Widened(
        SetMean.Of([.. conditions.Select(c => ScoreLoss.Accuracy(untouched, c, group))]), Count(untouched, group));

    /// <summary>How much more the target loses than sets of other neurons.</summary>
    public static SetContrast More(
        ItemScores untouched, ItemScores target, IReadOnlyList<ItemScores> sets, ItemGroup? group = null) => Counted(
        SetContrast.Of(
            ScoreLoss.Accuracy(untouched, target, group),
            [.. sets.Select(s => ScoreLoss.Accuracy(untouched, s, group))]),
        untouched, group, sets[0], target);

    /// <summary>
    /// How much less it loses than they do. Its own effect is what the sets lose by themselves.
    /// </summary>
    public static SetContrast Less(ItemScores untouched, ItemScores target, IReadOnlyList<ItemScores> sets)
    {
        SampleStatistic[] losses = [.. sets.Select(s => ScoreLoss.Accuracy(untouched, s))];
        var contrast = SetContrast.Of(
            ScoreLoss.Accuracy(untouched, target).Times(-1), [.. losses.Select(l => l.Times(-1))]);
        return Counted(contrast with { Own = SetMean.Of(losses) }, untouched, null, target, sets[0]);
    }

    /// <summary>
    /// The probability of at least as many items that are right in the better condition alone, if those that are right
    /// in one of the two alone were as likely to be so in either (McNemar's exact test, one-sided).
    /// </summary>
    public static double Exact(ItemScores better, ItemScores worse, ItemGroup? group = null)
    {
        int[] items = [.. group?.Items ?? Enumerable.Range(0, better.Right.Count)];
        var counts = McNemar.Exact(
            [.. items.Select(i => better.Right[i])], [.. items.Select(i => worse.Right[i])]);
        return Proportion.AtLeast(counts.OnlyFirst, counts.OnlyFirst + counts.OnlySecond, 0.5);
    }

    /// <summary>How many items.</summary>
    public static int Count(ItemScores scores, ItemGroup? group = null) => group?.Items.Count() ?? scores.Right.Count;

    /// <summary>
    /// The interval as if one more item had changed sides, half of it to either (Agresti and Min 2005): where none of a
    /// hundred does, others may.
    /// </summary>
    public static Estimate Widened(Estimate estimate, int items)
    {
        var step = Proportion.Quantile(estimate.Interval.Level) / (items + 2);
        var half = Math.Sqrt(
            Math.Pow((estimate.Interval.High - estimate.Interval.Low) / 2, 2) + (step * step));
        return new(
            estimate.Value, new Interval(estimate.Value - half, estimate.Value + half, estimate.Interval.Level));
    }

    private static SetContrast Counted(
        SetContrast contrast, ItemScores untouched, ItemGroup? group, ItemScores better, ItemScores worse)
    {
        var items = Count(untouched, group);
        var widened = contrast with
        {
            Own = Widened(contrast.Own, items), Beyond = Widened(contrast.Beyond, items),
        };
        if (contrast.Sets > 1)
            return widened;
        var p = Exact(better, worse, group);
        return widened with
        {
            PValue = p, Continuous = p, Test = ExactTest,
            StandardError = Math.Sqrt(Math.Pow(contrast.StandardError, 2) + Math.Pow(items + 2, -2)),
        };
    }
}
