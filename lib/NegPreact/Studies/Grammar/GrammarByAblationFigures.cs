namespace NegPreact;

/// <summary>What notebook 03 shows of a <see cref="GrammarByAblationResult"/>.</summary>
public static class GrammarByAblationFigures
{
    /// <summary>Loss of accuracy under each ablation.</summary>
    public static Figure AccuracyLosses(this GrammarByAblationResult found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Charts.Forest(
            $"Loss of accuracy on minimal pairs, {found.Neurons.Count} neurons", "ablation", new Axis("loss of accuracy", "% points"),
            [.. found.Losses.Select(
                l => new ForestRow(
                    l.Key.Ablation.Name, ContrastFigures.Hundredfold(l.Value.Accuracy),
                    found.Untouched[l.Key.Ability].Name))]);
    }

    /// <summary>The numbers: accuracies and margins lost under each ablation.</summary>
    public static Table Losses(this GrammarByAblationResult found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var table = new Table($"Minimal pairs under each ablation of {found.Neurons}").Show(20)
            .Column("pairs").Column("ablation").Column("number").Column("untouched", "%", "0.00").Column("loss of accuracy", "% points", "0.00")
            .Column("from", format: "0.00").Column("to", format: "0.00").Column("loss of mean margin", "nats", "0.0000").Column("from", format: "0.0000").Column("to", format: "0.0000");
        foreach (var ((ability, ablation), loss) in found.Losses)
        {
            var (scores, accuracy) = (found.Untouched[ability], ContrastFigures.Hundredfold(loss.Accuracy));
            table.Row(
                scores.Name, ablation.Name, scores.Right.Count, 100 * scores.Accuracy.Value, accuracy.Value,
                accuracy.Interval.Low, accuracy.Interval.High,
                loss.Margin.Value, loss.Margin.Interval.Low, loss.Margin.Interval.High);
        }

        return table.Note($"95 % intervals, paired bootstrap over pairs within their paradigms. Margins: {found.Untouched[Ability.Blimp].Unit} and {found.Untouched[Ability.Tse].Unit}.");
    }
}
