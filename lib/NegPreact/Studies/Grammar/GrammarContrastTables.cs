namespace NegPreact;

/// <summary>The numbers behind the figures of notebooks 04 and 08.</summary>
public static class GrammarContrastTables
{
    private const int All = 200;

    /// <summary>What was measured, on what.</summary>
    public static Table Measured(this GrammarContrastResult found)
    {
        var (settings, source) = (found.Settings, found.Source);
        var table = new Table("What was measured").Column("what").Column("which").Column("SHA-256")
            .Row("model", source.Model, source.WeightsSha256)
            .Row("text", $"{source.Text}, {Numbers.Count(found.Untouched.Perplexity.WindowLosses.Count, "window")} of "
                + $"{settings.WindowLength} tokens", source.TextSha256);
        foreach (var scores in found.Untouched.Scores.Values)
            table.Row("items", $"{scores.Name}: {Numbers.Count(scores.Right.Count)} in "
                + $"{Numbers.Count(scores.Groups.Count, "group")}", scores.ItemsSha256);
        table.Row("random sets", $"seeds {string.Join(", ", settings.Seeds)}", null)
            .Row("matched random sets", $"seeds {string.Join(", ", settings.MatchSeeds)}", null)
            .Row("scoring", $"{settings.BlimpConvention.Name}; {settings.TseConvention.Name}", null);
        if (settings.Quick)
            table.Note("A quick run: fewer sets and items than usual, so the intervals are wider and more verdicts "
                + "undecided.");
        return table;
    }

    /// <summary>What the target was compared with, and what each comparison rules out.</summary>
    public static Table Compared(this GrammarContrastResult found)
    {
        var table = new Table("What is compared").Column("condition").Column("neurons").Column("what it rules out")
            .Row(StudyNames.Target, "the target", "");
        foreach (var than in found.Settings.Made.Prepend(Comparison.Untouched))
            table.Row(than.Name, than.Neurons, than.RulesOut);
        return table.Note("In all but the mirror the negative pre-activations are zeroed.");
    }

    /// <summary>Every condition with its perplexity, accuracies and median margins.</summary>
    public static Table Conditions(this GrammarContrastResult found, double percent)
    {
        var dose = found.At(percent);
        var table = new Table($"Every condition, {StudyNames.OfEachLayer(percent)}").Column("ablated neurons")
            .Column("how many").Column("perplexity", format: "0.000");
        foreach (var scores in found.Untouched.Scores.Values)
            table.Column($"{scores.Name}: accuracy", "%", "0.00").Column("median margin", scores.Unit, "0.0000");
        Add("none", 0, found.Untouched);
        Add(StudyNames.Target, dose.Neurons.Count, dose.Target);
        foreach (var (than, conditions) in dose.Controls)
            for (var i = 0; i < conditions.Count; i++)
                Add(
                    found.Settings.SeedsOf(than) is { } seeds ? $"{than.Name}, seed {seeds[i]}" : than.Name,
                    conditions[i].Control!.Neurons.Count, conditions[i]);
        return table;

        void Add(string name, int count, GrammarCondition condition) => table.Row(
            [name, count, condition.Perplexity.Value, .. condition.Scores.Values.SelectMany(
            s => new object?[] { 100 * s.Accuracy.Value, s.MedianMargin })]);
    }

    /// <summary>How well each control matches the target, and what finding it took.</summary>
    public static Table Matches(this GrammarContrastResult found, double percent)
    {
        var dose = found.At(percent);
        var table = new Table($"The matches reached, {StudyNames.OfEachLayer(percent)}").Show(All)
            .Column("control").Column("neurons by layer").Column("matched on").Column("matched?")
            .Column("target", format: "0.000").Column("control", format: "0.000")
            .Column("difference left", format: "0.0000").Column("tolerance", format: "0.0000")
            .Column("passes over the text");
        foreach (var (than, conditions) in dose.Controls)
            foreach (var control in conditions.Select(c => c.Control!))
                if (control.Match is PerplexityMatch p)
                    table.Row(
                        than.Name, string.Join(" + ", p.LayerCounts), "perplexity", Words(p.Whole.Outcome),
                        p.Whole.TargetPerplexity,
                        p.Whole.ControlPerplexity, p.Whole.ControlLoss - p.Whole.TargetLoss, p.Whole.ToleranceNats,
                        p.Passes);
                else if (control.Match is ScoreMatch s)
                    table.Row(
                        than.Name, string.Join(" + ", control.Neurons.LayerCounts), s.Score, "neuron by neuron",
                        s.Pairs.Average(m => m.TargetScore),
                        s.Pairs.Average(m => m.ControlScore), s.StandardizedDifference, null, 0);
        return table.Note(
            $"The target takes {string.Join(" + ", dose.Neurons.LayerCounts)} neurons. Perplexity: difference and "
                + "tolerance in nats per token. Other scores: means over neurons; the difference is in standard "
                + "deviations, good below 0.1.");
    }

    /// <summary>How much more the target loses than each comparison, with verdicts by <see cref="Verdicts.Of"/>.
    /// </summary>
    public static Table Comparisons(this GrammarContrastResult found, double percent)
    {
        var table = new Table($"How much more do the Wasserstein neurons cost? {StudyNames.OfEachLayer(percent)}")
            .Show(All)
            .Column("items").Column("than").EstimateColumns("accuracy", "% points", "0.00")
            .EstimateColumns("mean of paradigms", "% points", "0.00").Column("p", format: TableColumn.PValue)
                .Column("more?")
            .EstimateColumns("mean margin", "nats", "0.0000").Column("p, margin", format: TableColumn.PValue);
        foreach (var ((ability, than), loss) in found.At(percent).Beyond)
        {
            var accuracy = GrammarContrastClaims.EvidenceOf(loss);
            object?[] paradigms = loss.OverTemplates is { } over ? [over.Percent()] : [null, null, null];
            table.Row(
            [
                found.Untouched.Scores[ability].Name, found.NameOf(than), accuracy.Effect, .. paradigms,
                accuracy.PValue, Verdicts.Of(accuracy).Shown().Words, loss.Margin,
                GrammarContrastClaims.MarginTest(loss),
            ]);
        }

        return table.Note("95 % intervals, each taken individually: over items within their paradigms and, where there "
            + "are several sets, over these. The mean of paradigms counts each paradigm once; its interval is what "
            + "other paradigms would give. Margins are in the unit of the scoring: nats per sentence, token "
            + "or answer.");
    }

    /// <summary>
    /// Loss of accuracy of the target in each phenomenon against one comparison, corrected over the phenomena.
    /// </summary>
    public static Table Phenomena(this GrammarContrastResult found, Ability ability, double percent, Comparison against)
    {
        var (dose, scores) = (found.At(percent), found.Untouched.Scores[ability]);
        var sets = dose.Controls.TryGetValue(against, out var controls) ? controls.Count : 1;
        var ranked = sets >= SetContrast.RankedSets;
        var table = new Table(
            $"{scores.Name}: Wasserstein neurons against {found.NameOf(against)}, {StudyNames.OfEachLayer(percent)}")
            .Show(All)
            .Column("phenomenon").Column("items").Column("untouched", "%", "0.0").Column("target", "%", "0.0")
            .EstimateColumns("target loses more by", "% points", "0.0").Column("p", format: TableColumn.PValue)
            .Column(ranked ? "p, corrected (largest of all)" : "p, corrected (Holm)", format: TableColumn.PValue);
        foreach (var (group, loss) in scores.Groups.Zip(dose.Beyond[(ability, against)].Groups))
        {
            var more = loss.Accuracy.Percent();
            table.Row(
                loss.Name, loss.Items, 100 * scores.AccuracyIn(group).Value,
                100 * dose.Target.Scores[ability].AccuracyIn(group).Value,
                more, loss.PValue, loss.AdjustedPValue);
        }

        var test = ranked ? $"rank among {sets} random sets, one-sided, corrected by the largest statistic over these"
            : sets > 1 ? $"Student's t as one more of {sets} sets, one-sided, corrected by Holm's method"
            : $"{AccuracyContrast.ExactTest}, one-sided, corrected by Holm's method";
        return table.Note($"Intervals: 95 %, each taken individually. p: {test}; "
            + $"{Numbers.Count(scores.Groups.Count, "test")}.");
    }

    internal static string Words(MatchOutcome outcome) => outcome switch
    {
        MatchOutcome.Reached => "yes",
        MatchOutcome.PoolTooWeak => "no: all candidates do too little",
        MatchOutcome.StepTooCoarse => "no: one neuron steps over it",
        MatchOutcome.LayersDoNotAdd => "no: the layers do not add up",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
