namespace NegPreact;

/// <summary>
/// What zeroing negatives does at one step by one measure; above 0: worse. 95 % intervals by bootstrap over windows or pairs and, where
/// there are random sets, over these.
/// </summary>
/// <param name="Target">The neurons with the highest Wasserstein distance, against the untouched model.</param>
/// <param name="Random">The random sets, averaged, against the untouched model.</param>
/// <param name="Matched">As many neurons with the lowest distance, against the untouched model.</param>
/// <param name="BeyondRandom">Target against random sets.</param>
/// <param name="BeyondMatched">Target against the neurons with the lowest distance.</param>
public sealed record CheckpointEffect(Estimate Target, Estimate Random, Estimate Matched, Estimate BeyondRandom, Estimate BeyondMatched)
{
    internal static CheckpointEffect Of(CheckpointMeasurement step, CheckpointMeasure by, CheckpointsSettings settings)
    {
        var groups = Groups(step.Untouched, by);
        var (untouched, target, matched) = (Badness(step.Untouched, by), Badness(step.Target, by), Badness(step.Matched, by));
        double[][] random = [.. step.Random.Select(c => Badness(c, by))];
        return new CheckpointEffect(
            Mean([Less(target, untouched)]), Mean([.. random.Select(r => Less(r, untouched))]), Mean([Less(matched, untouched)]),
            Mean([.. random.Select(r => Less(target, r))]), Mean([Less(target, matched)]));

        Estimate Mean(double[][] values) => Means(values, groups, settings);
    }

    /// <summary>By how much the target's excess over the random sets is larger at one step than at another, on the same items.</summary>
    internal static Estimate Growth(CheckpointMeasurement from, CheckpointMeasurement to, CheckpointMeasure by, CheckpointsSettings settings) =>
        Means([.. settings.Seeds.Select((_, set) => Less(Excess(to, set, by), Excess(from, set, by)))], Groups(from.Untouched, by), settings);

    // What did not change is 0, and not the rounding error of a mean over sets.
    private static Estimate Means(double[][] values, IReadOnlyList<ItemGroup> groups, CheckpointsSettings settings) =>
        SetBootstrap.Mean(values, groups, settings.Seed, settings.Resamples).Map(mean => Math.Round(mean, 12));

    private static double[] Excess(CheckpointMeasurement step, int set, CheckpointMeasure by) => Less(Badness(step.Target, by), Badness(step.Random[set], by));

    private static double[] Less(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static Ability AbilityOf(CheckpointMeasure by) =>
        by is CheckpointMeasure.BlimpAccuracy or CheckpointMeasure.BlimpMargin ? Ability.Blimp : Ability.Tse;

    // One number per item, of which more is worse.
    private static double[] Badness(CheckpointCondition condition, CheckpointMeasure by) => by switch
    {
        CheckpointMeasure.Loss => [.. condition.WindowLosses],
        CheckpointMeasure.BlimpAccuracy or CheckpointMeasure.TseAccuracy => [.. condition.Scores[AbilityOf(by)].Right.Select(right => right ? -100.0 : 0)],
        _ => [.. condition.Scores[AbilityOf(by)].Margins.Select(m => -m)],
    };

    private static IReadOnlyList<ItemGroup> Groups(CheckpointCondition condition, CheckpointMeasure by) =>
        by == CheckpointMeasure.Loss
        ? ItemGroup.Windows(condition.WindowLosses.Count)
        : condition.Scores[AbilityOf(by)].Groups;
}

/// <summary>What an ablation is judged by at each step of the training. Effects are such that above 0 means worse.</summary>
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
