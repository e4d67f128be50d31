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
            .Row("pairs", $"{found.Pairs}, {found.Untouched.Margins.Count} in {found.Phenomena.Count} phenomena",
                found.PairsSha256)
            .Row("layers", string.Join(", ", found.Groups.Select(g => g.Name)), "")
            .Row("target", $"{target.Count} neurons, {string.Join(", ", target.LayerCounts)} of each layer", "")
            .Row(
                "compared with", $"{found.Sets[Control.RandomSets].Count} random sets, one set of the lowest distance",
                "");
        if (found.ReusedShare is { } share)
            table.Note($"{Numbers.Percent(share)} of all layers did not have to be run: what lies below an ablation "
                + $"was kept from before, in {Numbers.Text(found.HeldBytes / 1e6, "0")} MB.");
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
                double Value(LayerEffect effect) => found.MeanEffect(effect, neurons, range);
                table.Row(
                    found.Name(neurons), Layers(found, range),
                        Math.Exp(found.Sets[neurons].Average(s => Math.Log(s.Measured[range].Perplexity))),
                    Value(LayerEffect.Loss), Value(LayerEffect.Divergence), Value(LayerEffect.Margin),
                        100 * Value(LayerEffect.Accuracy),
                    found.Sets[neurons].Average(s => s.Measured[range].Cosines[^1].Average()));
            }

        return table.Note("Divergence: KL(untouched || ablated). Last cosine: of the residual stream that leaves the "
            + "last layer with the untouched model's. The intervals are with the figures.");
    }

    private static string Layers(LayerSweepResult found, LayerRange range) => range == found.AllLayers
        ? "all"
        : string.Join(", ", found.Groups.Take((range.From)..(range.To + 1)).Select(g => g.Name));
}
