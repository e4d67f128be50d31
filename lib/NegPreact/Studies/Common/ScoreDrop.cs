namespace NegPreact;

/// <summary>How much worse a model does in one condition than in another, on the same items. Above 0: worse.</summary>
/// <remarks>
/// Each loss is the untouched model's score less the condition's, item by item; intervals are Student's t over the
/// items within their templates (paradigms) and, where several sets of neurons are compared with, over these. Those of
/// accuracies are a step of one item wider (Agresti and Min 2005), since few items change sides.
/// </remarks>
/// <param name="Accuracy">Difference of the accuracies, a share of the items, with its 95 % interval.</param>
/// <param name="OverTemplates">
/// The same of the templates' mean losses: its interval is what other templates would give, and not only other items of
/// these. Null where there is one template.
/// </param>
/// <param name="Margin">
/// The same of the mean margins, in the unit of <see cref="ItemScores.Unit"/>: more sensitive where few items change
/// sides.
/// </param>
/// <param name="Groups">The accuracy by phenomenon or task.</param>
public sealed record ScoreDrop(
    Estimate Accuracy, Estimate? OverTemplates, Estimate Margin, IReadOnlyList<GroupDrop> Groups)
{
    /// <summary>
    /// The comparison of the accuracies with other sets of neurons, a share; null where the loss is that against the
    /// untouched model.
    /// </summary>
    public SetContrast? Contrast { get; init; }

    /// <summary>The same of the mean margins.</summary>
    public SetContrast? MarginContrast { get; init; }

    /// <summary>The p-value of the accuracy, one-sided; null for the mean loss of several sets.</summary>
    public double? PValue { get; init; }

    /// <summary>What one condition loses, or several sets on average, against the untouched model.</summary>
    internal static ScoreDrop Own(ItemScores untouched, params IReadOnlyList<ItemScores> conditions)
    {
        var groups = untouched.Groups;
        double[]? p = conditions is [var only]
            ? [.. groups.Select(g => AccuracyContrast.Exact(untouched, only, g))]
            : null;
        return new(
            AccuracyContrast.Own(untouched, conditions),
            Templates(untouched, () => SetMean.Of(
                [.. conditions.Select(c => ScoreLoss.OverTemplates(untouched, c))])),
            SetMean.Of([.. conditions.Select(c => ScoreLoss.Margin(untouched, c))]),
            Grouped(groups, [.. groups.Select(g => AccuracyContrast.Own(untouched, conditions, g))], p,
                p is null ? null : Holm.Adjust(p)))
        {
            PValue = p is null ? null : AccuracyContrast.Exact(untouched, conditions[0]),
        };
    }

    /// <summary>What the target loses more than sets of other neurons do.</summary>
    internal static ScoreDrop Beyond(ItemScores untouched, ItemScores target, IReadOnlyList<ItemScores> sets)
    {
        var groups = untouched.Groups;
        var accuracy = AccuracyContrast.More(untouched, target, sets);
        var margin = Contrast(c => ScoreLoss.Margin(untouched, c));
        SetContrast[] contrasts = [.. groups.Select(g => AccuracyContrast.More(untouched, target, sets, g))];
        double[] p = [.. contrasts.Select(c => c.PValue)];
        var adjusted = sets.Count < SetContrast.RankedSets
            ? Holm.Adjust(p)
            : MaxStatistic.Adjust(Losses(target), [.. sets.Select(Losses)]);
        return new(
            accuracy.Beyond,
            Templates(untouched, () => Contrast(c => ScoreLoss.OverTemplates(untouched, c)).Beyond),
            margin.Beyond, Grouped(groups, [.. contrasts.Select(c => c.Beyond)], p, adjusted))
        {
            Contrast = accuracy, MarginContrast = margin, PValue = accuracy.PValue,
        };

        SetContrast Contrast(Func<ItemScores, SampleStatistic> loss) =>
            SetContrast.Of(loss(target), [.. sets.Select(loss)]);

        double[] Losses(ItemScores condition) =>
            [.. groups.Select(g => ScoreLoss.Accuracy(untouched, condition, g).Value)];
    }

    private static Estimate? Templates(ItemScores untouched, Func<Estimate> of) =>
        ScoreLoss.Templates(untouched) < 2
            ? null
            : AccuracyContrast.Widened(of(), AccuracyContrast.Count(untouched));

    private static List<GroupDrop> Grouped(
        IReadOnlyList<ItemGroup> groups, Estimate[] accuracy, double[]? p, double[]? adjusted) =>
        [.. groups.Select((g, i) => new GroupDrop(g.Name, g.Items.Count(), accuracy[i], p?[i], adjusted?[i]))];
}

/// <summary>How much lower the accuracy on one kind of item is.</summary>
/// <param name="Name">The phenomenon or task.</param>
/// <param name="Items">How many items.</param>
/// <param name="Accuracy">The difference, a share of the items, with its 95 % interval.</param>
/// <param name="PValue">
/// Of no difference, one-sided: against the untouched model or a single set the exact test of the items that change
/// sides, against several sets that of <see cref="SetContrast"/>. Null for the mean loss of several sets.
/// </param>
/// <param name="AdjustedPValue">
/// The same corrected for the number of groups: by the largest statistic over the sets where there are 39 and more,
/// else by Holm.
/// </param>
public sealed record GroupDrop(string Name, int Items, Estimate Accuracy, double? PValue, double? AdjustedPValue);
