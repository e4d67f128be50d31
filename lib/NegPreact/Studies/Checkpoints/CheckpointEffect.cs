namespace NegPreact;

/// <summary>
/// What zeroing negatives does at one step by one measure; above 0: worse. 95 % intervals by Student's t over windows
/// or pairs and, where there are random sets, over these.
/// </summary>
/// <param name="Target">The neurons with the highest Wasserstein distance, against the untouched model.</param>
/// <param name="Random">The random sets, averaged, against the untouched model.</param>
/// <param name="Matched">As many neurons with the lowest distance, against the untouched model.</param>
/// <param name="BeyondRandom">Target against random sets.</param>
/// <param name="BeyondMatched">Target against the neurons with the lowest distance.</param>
public sealed record CheckpointEffect(
    Estimate Target, Estimate Random, Estimate Matched, SetContrast BeyondRandom, Estimate BeyondMatched)
{
    internal static CheckpointEffect Of(CheckpointMeasurement step, CheckpointMeasure by)
    {
        var (target, matched) = (Of(step, step.Target, by), Of(step, step.Matched, by));
        var random = OfRandom(step, by);
        var beyond = SetContrast.Of(target, random);
        return new CheckpointEffect(
            Widened(target.Estimate()), Widened(SetMean.Of(random)), Widened(matched.Estimate()),
            beyond with { Own = Widened(beyond.Own), Beyond = Widened(beyond.Beyond) },
            Widened(target.Less(matched).Estimate()));

        Estimate Widened(Estimate estimate) => CheckpointEffect.Widened(estimate, step, by);
    }

    /// <summary>What a condition does at a step, with what each window or pair adds to its error.</summary>
    internal static SampleStatistic Of(
        CheckpointMeasurement step, CheckpointCondition condition, CheckpointMeasure by) => SampleStatistic.Mean(
        Badness(condition, by).Less(Badness(step.Untouched, by)),
        by == CheckpointMeasure.Loss ? null : step.Untouched.Scores[by.Ability()].Groups.SelectMany(g => g.Templates));

    /// <summary>The same of each random set.</summary>
    internal static SampleStatistic[] OfRandom(CheckpointMeasurement step, CheckpointMeasure by) =>
        [.. step.Random.Select(set => Of(step, set, by))];

    /// <summary>
    /// By how much more the target does at one step than at another, against the same of the random sets, on the same
    /// items. The target is chosen anew at each step, so each later set is compared with another earlier one: a set
    /// that stayed the same would vary less than the target does.
    /// </summary>
    internal static SetContrast Growth(CheckpointMeasurement from, CheckpointMeasurement to, CheckpointMeasure by)
    {
        SampleStatistic[] later = OfRandom(to, by), earlier = OfRandom(from, by);
        var growth = SetContrast.Of(
            Of(to, to.Target, by).Less(Of(from, from.Target, by)),
            [.. later.Zip([.. earlier.Skip(1), earlier[0]], (l, e) => l.Less(e))]);
        return growth with { Beyond = Widened(growth.Beyond, to, by) };
    }

    // Few pairs change sides, so that accuracies, here in percentage points, are widened by a step of one pair.
    private static Estimate Widened(Estimate estimate, CheckpointMeasurement step, CheckpointMeasure by) =>
        by.IsAccuracy()
            ? AccuracyContrast.Widened(
                estimate.Map(points => points / 100), step.Untouched.Scores[by.Ability()].Right.Count).Percent()
            : estimate;

    // One number per item, of which more is worse.
    private static double[] Badness(CheckpointCondition condition, CheckpointMeasure by) => by switch
    {
        CheckpointMeasure.Loss => [.. condition.WindowLosses],
        _ when by.IsAccuracy() => [.. condition.Scores[by.Ability()].Right.Select(right => right ? -100.0 : 0)],
        _ => [.. condition.Scores[by.Ability()].Margins.Select(m => -m)],
    };
}

/// <summary>
/// What an ablation is judged by at each step of the training. Effects are such that above 0 means worse.
/// </summary>
public enum CheckpointMeasure
{
    /// <summary>Rise of the loss, nats per token.</summary>
    Loss,

    /// <summary>Loss of accuracy on pairs of many phenomena, percentage points.</summary>
    BlimpAccuracy,

    /// <summary>Fall of the mean margin of these pairs, in their unit.</summary>
    BlimpMargin,

    /// <summary>Loss of accuracy on pairs by construction, percentage points.</summary>
    TseAccuracy,

    /// <summary>Fall of the mean margin of these pairs, in their unit.</summary>
    TseMargin,
}

/// <summary>What a measure is taken on, and what figures, tables and claims call it.</summary>
internal static class CheckpointMeasures
{
    public static bool IsAccuracy(this CheckpointMeasure by) =>
        by is CheckpointMeasure.BlimpAccuracy or CheckpointMeasure.TseAccuracy;

    /// <summary>Whose pairs it is taken on, for all but the loss.</summary>
    public static Ability Ability(this CheckpointMeasure by) =>
        by is CheckpointMeasure.BlimpAccuracy or CheckpointMeasure.BlimpMargin
            ? NegPreact.Ability.Blimp
            : NegPreact.Ability.Tse;

    // Part of a claim's name, which other pages and reports refer to.
    public static string Id(this CheckpointMeasure by) => by == CheckpointMeasure.Loss
        ? "excess-loss"
        : $"{by.Ability().Id()}-{(by.IsAccuracy() ? "" : "margin-")}excess";

    public static string Quantity(this CheckpointMeasure by) =>
        by == CheckpointMeasure.Loss ? "rise of the loss" : $"loss of {(by.IsAccuracy() ? "accuracy" : "mean margin")}";

    public static string Name(this CheckpointsResult found, CheckpointMeasure by) =>
        by == CheckpointMeasure.Loss ? by.Quantity() : $"{by.Quantity()} on {found.ScoresOf(by).Name} pairs";

    public static string Unit(this CheckpointsResult found, CheckpointMeasure by) =>
        by == CheckpointMeasure.Loss ? "nats per token" : by.IsAccuracy() ? "% points" : found.ScoresOf(by).Unit;

    /// <summary>The smallest effect that matters; of a margin by how far the last step's spread.</summary>
    public static SmallestEffect Smallest(this CheckpointsResult found, CheckpointMeasure by) =>
        by == CheckpointMeasure.Loss ? SmallestEffect.Loss
        : by.IsAccuracy() ? SmallestEffect.Accuracy
        : MarginSpread.Smallest(found.Steps[^1].Measured.Untouched.Scores[by.Ability()].Margins);

    private static ItemScores ScoresOf(this CheckpointsResult found, CheckpointMeasure by) =>
        found.Steps[0].Measured.Untouched.Scores[by.Ability()];
}
