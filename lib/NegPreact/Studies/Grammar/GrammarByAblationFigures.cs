namespace NegPreact;

/// <summary>What notebook 03 shows of a <see cref="GrammarByAblationResult"/>.</summary>
public static class GrammarByAblationFigures
{
    /// <summary>Drop of accuracy under each ablation.</summary>
    public static Figure AccuracyDrops(this GrammarByAblationResult found) => Charts.Forest(
        $"Loss of accuracy on minimal pairs, {found.Neurons.Count} neurons", "ablation",
        new Axis("loss of accuracy", "% points"),
        [.. found.Drops.Select(
            l => new ForestRow(
                l.Key.Ablation.Name, l.Value.Accuracy.Percent(),
                found.Untouched[l.Key.Ability].Name))]);

    /// <summary>The numbers: how far accuracies and margins drop under each ablation.</summary>
    public static Table Drops(this GrammarByAblationResult found)
    {
        var table = new Table($"Minimal pairs under each ablation of {found.Neurons}").Show(20)
            .Column("pairs").Column("ablation").Column("number").Column("untouched", "%", "0.00")
            .EstimateColumns("loss of accuracy", "% points", "0.00")
            .EstimateColumns("loss of mean margin", "nats", "0.0000");
        foreach (var ((ability, ablation), loss) in found.Drops)
        {
            var (scores, accuracy) = (found.Untouched[ability], loss.Accuracy.Percent());
            table.Row(
                scores.Name, ablation.Name, scores.Right.Count, 100 * scores.Accuracy.Value, accuracy,
                loss.Margin);
        }

        foreach (var (ability, mastered) in found.Mastered)
            table.Note($"{found.Untouched[ability].Name}: the untouched model masters {mastered.Share}; "
                + $"{(mastered.Count == 0 ? "all are scored" : "the others are not scored")}.");
        return table.Note("95 % intervals, Student's t over pairs within their paradigms. Margins: "
            + $"{found.Untouched[Ability.Blimp].Unit} and {found.Untouched[Ability.Tse].Unit}.");
    }
}
