namespace NegPreact;

/// <summary>The numbers behind notebook 08.</summary>
public static class DissociationTables
{
    /// <summary>The halves of each dissociation: more in grammar, less without.</summary>
    public static Table Halves(this GrammarContrastResult found, double percent)
    {
        var dose = found.At(percent);
        var other = found.Untouched.Scores[Ability.NonGrammar].Name;
        var table = new Table($"The halves of the dissociations, {StudyNames.OfEachLayer(percent)}").Show(100)
            .Column("control").Column("half").EstimateColumns("difference", "% points", "0.00")
            .Column("p", format: TableColumn.PValue).EstimateColumns("whose own loss", "% points", "0.00");
        foreach (var ((grammar, than), apart) in dose.Dissociations)
        {
            Add(than, $"{found.Untouched.Scores[grammar].Name}: the target costs more", apart.First);
            if (grammar == Ability.Blimp)
                Add(than, $"{other}: the control costs more", apart.Second);
        }

        return table.Note(
            "p: one-sided, each half by itself; the double dissociation takes the larger of the two. Whose "
            + "own loss: of the one that is said to cost more, against the untouched model.");

        void Add(Comparison than, string half, SetContrast contrast) => table.Row(
            found.NameOf(than), half, contrast.Beyond.Percent(), contrast.PValue, contrast.Own.Percent());
    }

    /// <summary>The differences between target and controls in each ability, and their interactions.</summary>
    public static Table Interactions(this GrammarContrastResult found, double percent)
    {
        var dose = found.At(percent);
        var table = new Table("Does the target harm grammar more than other abilities, compared with its control? "
            + $"{StudyNames.OfEachLayer(percent)}").Show(100)
            .Column("control").Column("grammar").Column("more in grammar", "% points", "0.00")
            .Column("more without", "% points", "0.00")
            .EstimateColumns("interaction", "% points", "0.00").Column("p", format: TableColumn.PValue)
            .EstimateColumns("interaction of margins", "sd", "0.0000")
            .Column("log odds, grammar", format: "0.00").Column("log odds, without", format: "0.00");
        foreach (var ((grammar, than), apart) in dose.Dissociations)
            table.Row(
                found.NameOf(than), found.Untouched.Scores[grammar].Name, 100 * apart.First.Beyond.Value,
                0 - (100 * apart.Second.Beyond.Value), apart.Interaction.Beyond.Percent(), apart.Interaction.PValue,
                dose.MarginDissociations[(grammar, than)].Interaction.Beyond,
                LogOdds(dose, grammar, than), LogOdds(dose, Ability.NonGrammar, than));
        return table.Note(
            "Above 0: the target costs more than the control. Intervals: Student's t over items and, where there are "
                + "several sets, over these. Log odds: items that only the control got right over items that only the "
                + "target got right, which makes accuracies near chance and near 100 % comparable; only against a "
                + "single set.");
    }

    /// <summary>The relative rise of the error without grammar, the paper's measure of what is spared.</summary>
    public static Table ErrorRises(this GrammarContrastResult found, double percent)
    {
        var dose = found.At(percent);
        var scores = found.Untouched.Scores[Ability.NonGrammar];
        var table = new Table($"Relative rise of the error without grammar, {StudyNames.OfEachLayer(percent)}")
            .Show(100).Column("ablated neurons").Column("task").Column("error before", "%", "0.0")
            .EstimateColumns("relative rise", "%", "0.0");
        Add(StudyNames.Target, [dose.Target]);
        foreach (var (than, conditions) in dose.Controls)
            Add(found.NameOf(than), conditions);
        return table.Note("(error after - error before) / error before. The paper reports about 4 % for the target and "
            + "11 % for the perplexity-matched control. Intervals: 95 %, Student's t over questions and, where there "
            + "are several sets, over these.");

        void Add(string name, IReadOnlyList<GrammarCondition> conditions)
        {
            foreach (var group in scores.Groups)
                Row(name, group.Name, scores.AccuracyIn(group).Value, found.ErrorRise(conditions, group));
            Row(name, "all tasks", scores.Accuracy.Value, found.ErrorRise(conditions));
        }

        void Row(string name, string task, double accuracy, Estimate? rise) => table.Row(
            [name, task, 100 * (1 - accuracy), .. rise is null ? (object?[])[null, null, null] : [rise]]);
    }

    /// <summary>
    /// The relative rise of the error without grammar in percent, the mean over conditions; null where the untouched
    /// model makes no error.
    /// </summary>
    internal static Estimate? ErrorRise(
        this GrammarContrastResult found, IReadOnlyList<GrammarCondition> conditions, ItemGroup? group = null)
    {
        var plain = found.Untouched.Scores[Ability.NonGrammar];
        SampleStatistic[] rises =
        [
            .. conditions.Select(c => ScoreLoss.ErrorRise(plain, c.Scores[Ability.NonGrammar], group))
                .OfType<SampleStatistic>(),
        ];
        return rises.Length == 0 ? null : SetMean.Of(rises).Percent();
    }

    private static object LogOdds(GrammarContrastDose dose, Ability ability, Comparison than) =>
        dose.Controls[than] is not [var control]
            ? new Missing("several sets")
            : LogOddsRatio.Paired([.. control.Scores[ability].Right], [.. dose.Target.Scores[ability].Right]) is
            { } odds
                ? odds.Value
                : new Missing("no item differs");
}
