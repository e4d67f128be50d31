namespace NegPreact;

/// <summary>
/// What a condition loses against the untouched model on the same items, as statistics of the items: losses of several
/// conditions can be subtracted from each other.
/// </summary>
internal static class ScoreLoss
{
    /// <summary>Loss of accuracy, a share of the items: of all, or of one group's.</summary>
    public static SampleStatistic Accuracy(ItemScores untouched, ItemScores condition, ItemGroup? group = null) =>
        SampleStatistic.Mean(
            Ones(untouched).Less(Ones(condition)), group?.Templates ?? untouched.Groups.SelectMany(g => g.Templates));

    /// <summary>Loss of accuracy where each template counts as one: the items stand for other templates.</summary>
    public static SampleStatistic OverTemplates(ItemScores untouched, ItemScores condition)
    {
        var lost = Ones(untouched).Less(Ones(condition));
        return SampleStatistic.Mean(
            [.. untouched.Groups.SelectMany(g => g.Templates).Select(t => t.Average(i => lost[i]))]);
    }

    /// <summary>Loss of the mean margin, in its own unit or as so many of another.</summary>
    public static SampleStatistic Margin(ItemScores untouched, ItemScores condition, double unit = 1) =>
        SampleStatistic.Mean(
            [.. untouched.Margins.Less(condition.Margins).Select(m => m / unit)],
            untouched.Groups.SelectMany(g => g.Templates));

    /// <summary>
    /// The rise of the error over the untouched model's: (error after - error before) / error before, by the delta
    /// method; null where the untouched model makes no error.
    /// </summary>
    public static SampleStatistic? ErrorRise(ItemScores untouched, ItemScores condition, ItemGroup? group = null)
    {
        var error = SampleStatistic.Mean(
            [.. untouched.Right.Select(right => right ? 0.0 : 1)],
            group?.Templates ?? untouched.Groups.SelectMany(g => g.Templates));
        if (error.Value == 0)
            return null;
        var loss = Accuracy(untouched, condition, group);
        var rise = loss.Value / error.Value;
        return loss.Less(error.Times(rise)).Times(1 / error.Value) with { Value = rise };
    }

    /// <summary>How many templates the items come from.</summary>
    public static int Templates(ItemScores scores) => scores.Groups.Sum(g => g.Templates.Count);

    private static double[] Ones(ItemScores scores) => [.. scores.Right.Select(right => right ? 1.0 : 0.0)];
}
