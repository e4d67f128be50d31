namespace NegPreact;

/// <summary>
/// What zeroing negatives does at one step by one measure; above 0: worse. 95 % intervals by bootstrap over windows or
/// pairs and, where there are random sets, over these.
/// </summary>
/// <param name="Target">The neurons with the highest Wasserstein distance, against the untouched model.</param>
/// <param name="Random">The random sets, averaged, against the untouched model.</param>
/// <param name="Matched">As many neurons with the lowest distance, against the untouched model.</param>
/// <param name="BeyondRandom">Target against random sets.</param>
/// <param name="BeyondMatched">Target against the neurons with the lowest distance.</param>
public sealed record CheckpointEffect(
    Estimate Target, Estimate Random, Estimate Matched, Estimate BeyondRandom, Estimate BeyondMatched)
{
    internal static CheckpointEffect Of(CheckpointMeasurement step, CheckpointMeasure by, CheckpointsSettings settings)
    {
        var groups = Groups(step.Untouched, by);
        var (untouched, target, matched) =
            (Badness(step.Untouched, by), Badness(step.Target, by), Badness(step.Matched, by));
        double[][] random = [.. step.Random.Select(c => Badness(c, by))];
        return new CheckpointEffect(
            Mean([target.Less(untouched)]), Mean([.. random.Select(r => r.Less(untouched))]),
            Mean([matched.Less(untouched)]),
            Mean([.. random.Select(r => target.Less(r))]), Mean([target.Less(matched)]));

        Estimate Mean(double[][] values) => Means(values, groups, settings);
    }

    /// <summary>
    /// By how much the target's excess over the random sets is larger at one step than at another, on the same items.
    /// </summary>
    internal static Estimate Growth(
        CheckpointMeasurement from, CheckpointMeasurement to, CheckpointMeasure by, CheckpointsSettings settings) =>
        Means(
            [.. settings.Seeds.Select((_, set) => Excess(to, set, by).Less(Excess(from, set, by)))],
            Groups(from.Untouched, by), settings);

    // What did not change is 0, and not the rounding error of a mean over sets.
    private static Estimate Means(double[][] values, IReadOnlyList<ItemGroup> groups, CheckpointsSettings settings) =>
        SetBootstrap.Mean(values, groups, settings.Seed, settings.Resamples).Map(mean => Math.Round(mean, 12));

    private static double[] Excess(CheckpointMeasurement step, int set, CheckpointMeasure by) =>
        Badness(step.Target, by).Less(Badness(step.Random[set], by));

    // One number per item, of which more is worse.
    private static double[] Badness(CheckpointCondition condition, CheckpointMeasure by) => by switch
    {
        CheckpointMeasure.Loss => [.. condition.WindowLosses],
        _ when by.IsAccuracy() => [.. condition.Scores[by.Ability()].Right.Select(right => right ? -100.0 : 0)],
        _ => [.. condition.Scores[by.Ability()].Margins.Select(m => -m)],
    };

    private static IReadOnlyList<ItemGroup> Groups(CheckpointCondition condition, CheckpointMeasure by) =>
        by == CheckpointMeasure.Loss
            ? ItemGroup.Windows(condition.WindowLosses.Count)
            : condition.Scores[by.Ability()].Groups;
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

    private static ItemScores ScoresOf(this CheckpointsResult found, CheckpointMeasure by) =>
        found.Steps[0].Measured.Untouched.Scores[by.Ability()];
}
