namespace NegPreact;

/// <summary>
/// What notebook 04 draws of a <see cref="GrammarContrastResult"/>. A drop above 0 means: worse than the untouched
/// model.
/// </summary>
public static class GrammarContrastFigures
{
    /// <summary>Perplexity of the target and of each control against the untouched model's.</summary>
    public static Figure Perplexities(this GrammarContrastResult found, double percent)
    {
        var dose = found.At(percent);
        return Charts.Forest(
            $"Rise of perplexity, {StudyNames.OfEachLayer(percent)}", "ablated neurons",
            new Axis("rise over the untouched model", "%"),
            [
                new ForestRow(StudyNames.Target, Rise(dose.Target)),
                .. dose.Controls.Select(c => new ForestRow(c.Key.Name, Rise(c.Value))),
            ]);

        Estimate Rise(params IReadOnlyList<GrammarCondition> conditions) =>
            found.PerplexityRatio(conditions).Map(ratio => 100 * (ratio - 1));
    }

    /// <summary>Drop of accuracy of the target and of each control.</summary>
    public static Figure AccuracyDrops(this GrammarContrastResult found, Ability ability, double percent) =>
        Drops(found, ability, percent, "accuracy", "% points", drop => drop.Accuracy.Percent());

    /// <summary>Drop of the mean margin of the target and of each control.</summary>
    public static Figure MarginDrops(this GrammarContrastResult found, Ability ability, double percent) =>
        Drops(found, ability, percent, "mean margin", found.Untouched.Scores[ability].Unit, drop => drop.Margin);

    /// <summary>Drop of accuracy by phenomenon: the target, and what it is compared with.</summary>
    /// <param name="found">The result.</param>
    /// <param name="ability">Whose phenomena.</param>
    /// <param name="percent">The dose.</param>
    /// <param name="against">Which controls are drawn beside the target.</param>
    public static Figure ByPhenomenon(
        this GrammarContrastResult found, Ability ability, double percent, params IReadOnlyList<Comparison> against)
    {
        var dose = found.At(percent);
        (string Name, ScoreDrop Drop)[] series =
        [
            (StudyNames.Target, dose.Beyond[(ability, Comparison.Untouched)]),
            .. against.Select(b => (found.NameOf(b), dose.Own[(ability, b)])),
        ];
        return Charts.Forest(
            $"{found.Untouched.Scores[ability].Name}: loss of accuracy by phenomenon, "
            + $"{StudyNames.OfEachLayer(percent)}", "phenomenon",
            new Axis("loss of accuracy", "% points"),
            [
                .. series.SelectMany(
                    s => s.Drop.Groups.Select(g => new ForestRow(g.Name, g.Accuracy.Percent(), s.Name))),
                .. series.Select(s => new ForestRow("all pairs", s.Drop.Accuracy.Percent(), s.Name)),
            ]);
    }

    private static Figure Drops(
        GrammarContrastResult found, Ability ability, double percent, string what, string unit,
        Func<ScoreDrop, Estimate> of)
    {
        var dose = found.At(percent);
        return Charts.Forest(
            $"{found.Untouched.Scores[ability].Name}: loss of {what}, {StudyNames.OfEachLayer(percent)}",
            "ablated neurons", new Axis($"loss of {what}", unit),
            [
                new ForestRow(StudyNames.Target, of(dose.Beyond[(ability, Comparison.Untouched)])),
                .. dose.Controls.Keys.Select(b => new ForestRow(found.NameOf(b), of(dose.Own[(ability, b)]))),
            ]);
    }
}
