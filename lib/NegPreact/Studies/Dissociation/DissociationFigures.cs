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

    /// <summary>The differences between target and controls in each ability, and their interactions.</summary>
    public static Table Interactions(this GrammarContrastResult found, double percent)
    {
        var dose = found.At(percent);
        var table = new Table("Does the target harm grammar more than other abilities, compared with its control? "
            + $"{StudyNames.OfEachLayer(percent)}").Show(100)
            .Column("control").Column("grammar").Column("more in grammar", "% points", "0.00")
            .Column("more without", "% points", "0.00")
            .EstimateColumns("interaction", "% points", "0.00")
            .EstimateColumns("interaction of margins", "sd", "0.0000")
            .Column("log odds, grammar", format: "0.00").Column("log odds, without", format: "0.00");
        foreach (var ((grammar, than), apart) in dose.Dissociations)
        {
            var (points, margins) = (
                apart.Interaction.Percent(), dose.MarginDissociations[(grammar, than)].Interaction);
            table.Row(
                found.NameOf(than), found.Untouched.Scores[grammar].Name, 100 * apart.First.Value,
                100 * apart.Second.Value,
                points, margins,
                LogOdds(found, dose, grammar, than), LogOdds(found, dose, Ability.NonGrammar, than));
        }

        return table.Note(
            "Above 0: the target costs more than the control. Log odds: items that only the control got right over "
                + "items that only the target got right, which makes accuracies near chance and near 100 % comparable; "
                + "only against a single set.");
    }

    private static IEnumerable<ForestRow> Rows(
        GrammarContrastResult found, Ability ability, string series, ScoreDrop loss)
    {
        yield return new ForestRow(found.Untouched.Scores[ability].Name, loss.Accuracy.Percent(), series);
        if (ability == Ability.NonGrammar)
            foreach (var group in loss.Groups)
                yield return new ForestRow($"of these {group.Name}", group.Accuracy.Percent(), series);
    }

    private static object LogOdds(
        GrammarContrastResult found, GrammarContrastDose dose, Ability ability, Comparison than)
    {
        IReadOnlyList<GrammarCondition> control = than == Comparison.Untouched ? [found.Untouched]
            : dose.Controls[than];
        if (control.Count > 1)
            return new Missing("several sets");
        return LogOddsRatio.Paired(
            [.. control[0].Scores[ability].Right], [.. dose.Target.Scores[ability].Right]) is { } odds
            ? odds.Value
            : new Missing("no item differs");
    }
}
