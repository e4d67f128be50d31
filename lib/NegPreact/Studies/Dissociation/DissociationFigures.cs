namespace NegPreact;

/// <summary>What notebook 08 shows: loss with and without grammar, for the target and its controls.</summary>
public static class DissociationFigures
{
    /// <summary>The one picture: loss of accuracy in every ability and task.</summary>
    /// <param name="found">The result.</param>
    /// <param name="percent">The dose.</param>
    /// <param name="against">Which controls are drawn beside the target.</param>
    public static Figure Dissociation(
        this GrammarContrastResult found, double percent, params IReadOnlyList<Comparison> against)
    {
        var dose = found.At(percent);
        return Charts.Forest(
            $"Loss of accuracy with grammar and without, {StudyNames.OfEachLayer(percent)}", "items",
            new Axis("loss of accuracy", "% points"),
            [
                .. found.Untouched.Scores.Keys.SelectMany(
                    a => Rows(found, a, StudyNames.Target, dose.Beyond[(a, Comparison.Untouched)])),
                .. against.SelectMany(b => found.Untouched.Scores.Keys.SelectMany(
                    a => Rows(found, a, found.NameOf(b), dose.Own[(a, b)]))),
            ]);
    }

    /// <summary>How well the untouched model does: where it only guesses there is nothing to lose.</summary>
    public static Table Room(this GrammarContrastResult found)
    {
        var table = new Table("What the untouched model can lose").Show(100)
            .Column("items").Column("kind").Column("number").EstimateColumns("accuracy", "%", "0.0")
            .Column("chance", "%", "0.0").Column("above chance?");
        foreach (var scores in found.Untouched.Scores.Values)
            foreach (var group in scores.Groups)
            {
                var accuracy = scores.AccuracyIn(group).Percent();
                table.Row(
                    scores.Name, group.Name, group.Items.Count(), accuracy, 100 * group.Chance,
                    accuracy.Interval.Low > 100 * group.Chance ? "yes" : "no");
            }

        return table.Note("95 % intervals (Wilson), each taken individually.");
    }

    private static IEnumerable<ForestRow> Rows(
        GrammarContrastResult found, Ability ability, string series, ScoreDrop loss)
    {
        yield return new ForestRow(found.Untouched.Scores[ability].Name, loss.Accuracy.Percent(), series);
        if (ability == Ability.NonGrammar)
            foreach (var group in loss.Groups)
                yield return new ForestRow($"of these {group.Name}", group.Accuracy.Percent(), series);
    }
}
