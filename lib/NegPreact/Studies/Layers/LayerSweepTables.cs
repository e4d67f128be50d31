namespace NegPreact;

/// <summary>What notebook 06 lists of a <see cref="LayerSweepResult"/>.</summary>
public static class LayerSweepTables
{
    /// <summary>What was measured, on what.</summary>
    public static Table Measured(this LayerSweepResult found)
    {
        var target = found.Sets[Selection.Target][0].Neurons;
        var table = new Table($"{found.Source.Model} across depth").Column("what").Column("how many or which")
            .Column("SHA-256")
            .Row("weights", found.Source.Model, found.Source.WeightsSha256)
            .Row("text", $"{found.Source.Text}, {found.Untouched.WindowLosses.Count} windows of "
                + $"{found.Settings.WindowLength} tokens", found.Source.TextSha256)
            .Row("pairs", $"{found.Pairs}, {found.Untouched.Margins.Count} in {found.Phenomena.Count} phenomena, of "
                + $"{found.Mastered[Ability.Blimp].Share}, which the untouched model masters", found.PairsSha256)
            .Row("layers", string.Join(", ", found.Groups.Select(g => g.Name)), "")
            .Row("target", $"{target.Count} neurons, {string.Join(", ", target.LayerCounts)} of each layer", "")
            .Row("pairs by construction", $"{found.Constructions.Untouched.Name}, "
                + $"{Numbers.Count(found.Constructions.Untouched.Margins.Count)}, the target alone ablated; the "
                + $"untouched model masters {found.Mastered[Ability.Tse].Share}",
                found.Constructions.Untouched.ItemsSha256)
            .Row(
                "compared with", found.Settings.Seeds.Count == 0 ? "nothing"
                    : $"{found.Settings.Seeds.Count} random sets (at most {found.Settings.FullSets} of them on "
                    + "pairs, and in several layers but not all), one set of the lowest distance",
                "");
        if (found.LayerPasses.Share is not null)
            table.Note($"{found.LayerPasses}: what lies below an ablation was kept from before, in "
                + $"{Numbers.Text(found.HeldBytes / 1e6, "0")} MB.");
        return found.Settings.Quick ? table.Note("A quick run on few items and sets.") : table;
    }

    /// <summary>Every choice of layers: what ablating the target, the random sets and the control there does.</summary>
    public static Table Conditions(this LayerSweepResult found)
    {
        var ranges = found.Sets[Selection.Target][0].Measured.Keys.ToList();
        var table = new Table("Every choice of layers; perplexity of the untouched model: "
            + $"{Numbers.Text(found.Untouched.Perplexity, "0.000")}")
            .Show(found.Sets.Count * ranges.Count).Column("neurons").Column("layers")
            .Column("perplexity", format: "0.000")
            .Column("rise of loss", "nats per token", "0.0000").Column("divergence", "nats per token", "0.00000")
            .Column("loss of margin", found.Unit(LayerEffect.Margin), "0.0000")
            .Column("loss of accuracy", "% points", "0.00").Column("last cosine", format: "0.00000");
        foreach (var neurons in found.Sets.Keys)
            foreach (var range in ranges)
            {
                LayerMeasurement[] measured = [.. found.Sets[neurons].Where(s => s.Measured.ContainsKey(range))
                    .Select(s => s.Measured[range])];
                double Value(LayerEffect effect) => found.MeanEffect(effect, neurons, range);
                table.Row(
                    StudyNames.MeanOf(neurons.Name, measured.Length), found.Layers(range),
                        Math.Exp(measured.Average(m => Math.Log(m.Perplexity))),
                    Value(LayerEffect.Loss), Value(LayerEffect.Divergence), Value(LayerEffect.Margin),
                    Value(LayerEffect.Accuracy),
                    measured.Average(m => m.Cosines[^1].Average()));
            }

        return table.Note("Divergence: KL(untouched || ablated). Last cosine: of the residual stream that leaves the "
            + "last layer with the untouched model's. The intervals are with the figures.");
    }

    /// <summary>
    /// Layer by layer, whether ablating the target there alone does more than random sets there: several tests at once,
    /// corrected by the largest statistic over the same sets.
    /// </summary>
    public static Table BeyondRandomByLayer(this LayerSweepResult found, LayerEffect effect)
    {
        LayerRange[] ranges = [.. found.Groups.Select((_, g) => LayerRange.Alone(g))];
        AgainstSets[] tests = [.. ranges.Select(range => found.AgainstRandom(effect, range))];
        SetContrast[] contrasts = [.. tests.Select(t => t.Contrast)];
        var corrected = AgainstSets.Largest(tests);
        var table = new Table($"One layer ablated at a time, {found.Dose()}: {effect.Name()} "
            + $"({found.Unit(effect)}), the target against random sets in the same layer")
            .Column(LayerNames.Ablated(found)).EstimateColumns("target", format: "0.0000")
            .EstimateColumns("less random sets", format: "0.0000").Column("sets that do as much")
                .Column("p", format: TableColumn.PValue)
            .Column("p, corrected (largest of all)", format: TableColumn.PValue);
        foreach (var (g, c) in contrasts.Index())
            table.Row(found.Layers(ranges[g]), c.Own, c.Beyond, c.AtLeast, c.PValue, corrected?[g]);
        return table.Note($"p: {contrasts[0].Test}. 95 % intervals: Student's t over the items; those of the "
            + "difference carry the spread of the sets too.");
    }
}
