namespace NegPreact;

/// <summary>What notebook 04 draws of a <see cref="GrammarContrastResult"/>. A loss above 0 means: worse than the untouched model.</summary>
public static class ContrastFigures
{
    /// <summary>Perplexity of the target and of each control against the untouched model's.</summary>
    public static Figure Perplexities(this GrammarContrastResult found, double percent)
    {
        ArgumentNullException.ThrowIfNull(found);
        var dose = found.At(percent);
        return Charts.Forest(
            $"Rise of perplexity, {ContrastNames.Percent(percent)}", "ablated neurons", new Axis("rise over the untouched model", "%"),
            [
                new ForestRow(ContrastNames.Target, Rise(found.PerplexityRatio(dose.Target))),
                .. dose.Controls.Select(c => new ForestRow(c.Key.Name, Rise(found.PerplexityRatio(c.Value)))),
            ]);
    }

    /// <summary>Loss of accuracy of the target and of each control.</summary>
    public static Figure AccuracyLosses(this GrammarContrastResult found, Ability ability, double percent) =>
        Losses(found, ability, percent, "accuracy", "% points", loss => Hundredfold(loss.Accuracy));

    /// <summary>Loss of the mean margin of the target and of each control.</summary>
    public static Figure MarginLosses(this GrammarContrastResult found, Ability ability, double percent)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Losses(found, ability, percent, "mean margin", found.Untouched.Scores[ability].Unit, loss => loss.Margin);
    }

    /// <summary>Loss of accuracy by phenomenon: the target, and what it is compared with.</summary>
    /// <param name="found">The result.</param>
    /// <param name="ability">Whose phenomena.</param>
    /// <param name="percent">The dose.</param>
    /// <param name="against">Which controls are drawn beside the target.</param>
    public static Figure ByPhenomenon(
        this GrammarContrastResult found, Ability ability, double percent, params IReadOnlyList<Comparison> against)
    {
        ArgumentNullException.ThrowIfNull(found);
        var dose = found.At(percent);
        (string Name, Loss Loss)[] series =
        [
            (ContrastNames.Target, dose.Beyond[(ability, Comparison.Untouched)]),
            .. against.Select(b => (Names(found, b), dose.Own[(ability, b)])),
        ];
        return Charts.Forest(
            $"{found.Untouched.Scores[ability].Name}: loss of accuracy by phenomenon, {ContrastNames.Percent(percent)}", "phenomenon",
            new Axis("loss of accuracy", "% points"),
            [
                .. series.SelectMany(s => s.Loss.Groups.Select(g => new ForestRow(g.Name, Hundredfold(g.Accuracy), s.Name))),
                .. series.Select(s => new ForestRow("all pairs", Hundredfold(s.Loss.Accuracy), s.Name)),
            ]);
    }

    internal static string Names(GrammarContrastResult found, Comparison than)
    {
        var sets = found.Doses[0].Controls.TryGetValue(than, out var conditions) ? conditions.Count : 1;
        return ContrastNames.MeanOf(than.Name, sets);
    }

    internal static Estimate Hundredfold(Estimate share) =>
        new(100 * share.Value, new Interval(100 * share.Interval.Low, 100 * share.Interval.High, share.Interval.Level));

    private static Figure Losses(GrammarContrastResult found, Ability ability, double percent, string what, string unit, Func<Loss, Estimate> of)
    {
        ArgumentNullException.ThrowIfNull(found);
        var dose = found.At(percent);
        return Charts.Forest(
            $"{found.Untouched.Scores[ability].Name}: loss of {what}, {ContrastNames.Percent(percent)}", "ablated neurons", new Axis($"loss of {what}", unit),
            [
                new ForestRow(ContrastNames.Target, of(dose.Beyond[(ability, Comparison.Untouched)])),
                .. dose.Controls.Keys.Select(b => new ForestRow(Names(found, b), of(dose.Own[(ability, b)]))),
            ]);
    }

    private static Estimate Rise(Estimate ratio) =>
        new(100 * (ratio.Value - 1), new Interval(100 * (ratio.Interval.Low - 1), 100 * (ratio.Interval.High - 1), ratio.Interval.Level));
}
