namespace NegPreact;

/// <summary>The tables that notebook 02 makes of a <see cref="DifferentiationResult"/>.</summary>
public static class DifferentiationTables
{
    /// <summary>How many pairs were sampled, and how many are close and far.</summary>
    public static Table Sampled(this DifferentiationResult found)
    {
        var first = found.Neurons[0];
        var targets = found.Neurons.Count(n => n.IsTarget);
        var table = new Table("What was sampled").Column("what").Column("number", format: "#,0.##")
            .Row("tokens to draw from", found.Tokens)
            .Row("pairs", found.Pairs)
            .Row("pairs left out for equal inputs, all layers", found.EqualInputs)
            .Row("close pairs in a layer", first.ClosePairs)
            .Row("far pairs of a neuron", first.FarPairs)
            .Row("Wasserstein neurons", targets)
            .Row("random neurons", found.Neurons.Count - targets);
        foreach (var (example, limit) in found.Examples.Zip(found.CloseLimits))
            table.Row($"layer {example.Sample.Layer}: largest distance of a close pair, of the median", limit);
        return table.Note(
            $"Close: input distance among the lowest {found.Settings.ClosePercent} % of the layer. Far: output "
            + $"distance among the highest {found.Settings.FarPercent} % of the neuron's close pairs. Pairs of the "
            + $"same vocabulary token {(found.Settings.SameTokens ? "count" : "are left out")}.");
    }

    /// <summary>The far pairs of the top neuron of each layer, in context.</summary>
    public static Table FarPairs(this DifferentiationResult found, int each = 6)
    {
        var table = new Table("Tokens that the top neuron of each layer pulls apart").Show(60)
            .Column("layer").Column("neuron")
            .Column("one token").Column("UPOS, label").Column("value", format: "0.00")
            .Column("other token").Column("UPOS, label ").Column("value ", format: "0.00")
            .Column("input", "of median", "0.00").Column("output", "of median", "0.0").Column("below zero", "%", "0");
        foreach (var (sample, pairs, _) in found.Examples)
            foreach (var pair in pairs.Take(each))
                table.Row(
                    sample.Layer, sample.Neuron, pair.First.ToString(), Kind(pair.First), pair.FirstValue,
                    pair.Second.ToString(), Kind(pair.Second), pair.SecondValue, pair.InputDistance,
                    pair.OutputDistance, 100 * pair.Share);
        return table.Note(
            "Input and output: the distances, as multiples of the median over all sampled pairs. Below zero: the share "
            + "of the output distance. Tags and labels come from the built-in tagger and parser, which err on some "
            + "words.");

        static string Kind(TokenInContext token) => $"{token.Tag}, {token.Relation}";
    }

    /// <summary>Every layer's tests, corrected over layers, with and without what the neurons' means explain.</summary>
    public static Table Layers(this DifferentiationResult found)
    {
        var table = new Table("Wasserstein neurons against random sets of neurons, layer by layer")
            .Show(DifferentiationFigures.MostKinds)
            .Column("measure").Column("layer").EstimateColumns("Wasserstein neurons", format: "0.00")
            .Column("random sets", format: "0.00").EstimateColumns("difference", format: "0.00")
            .Column("p", format: TableColumn.PValue).Column(
                "p, corrected (largest of all)", format: TableColumn.PValue);
        Rows("share below zero, %", found.Shares, 100);
        Rows("excess share, points", found.ShareExcesses, 100);
        Rows("separation below zero, medians", found.Amounts, 1);
        Rows("excess separation, medians", found.AmountExcesses, 1);
        return table.Note(
            $"p: {found.Shares[^1].Contrast.Test}, one-sided; corrected for the layers of a measure. Intervals: 95 %, "
            + "Student's t over windows of text and, in the difference, over sets. Excess: beyond what the neuron's "
            + "mean explains.");

        void Rows(string measure, IReadOnlyList<LayerSeparation> layers, double scale)
        {
            foreach (var l in layers)
                table.Row(
                [
                    measure, l.Layer is { } layer ? $"{layer}" : "all", .. Cells(l.Target), scale * l.Random.Value,
                    .. Cells(l.Difference), l.Contrast.PValue, l.AdjustedPValue,
                ]);

            object?[] Cells(Estimate e) => [scale * e.Value, scale * e.Interval.Low, scale * e.Interval.High];
        }
    }

    /// <summary>Every neuron that was examined.</summary>
    public static Table Neurons(this DifferentiationResult found)
    {
        var table = new Table("Separation below zero, neuron by neuron")
            .Column("layer").Column("neuron").Column("set").Column("far pairs")
            .Column("share below zero, far pairs", "%", "0.0").Column("explained by the mean", "%", "0.0")
            .Column("share below zero, all pairs", "%", "0.0")
            .Column("separation below zero", "of median", "0.00").Column("explained by the mean ", "of median", "0.00");
        foreach (var n in found.Neurons.OrderByDescending(n => n.IsTarget).ThenBy(n => n.Layer).ThenBy(n => n.Neuron))
            table.Row(
                n.Layer, n.Neuron, n.IsTarget ? DifferentiationFigures.Target : "random neurons", n.FarPairs,
                100 * n.Share, 100 * n.ExpectedShare,
                100 * n.ShareOfAll, n.Amount, n.ExpectedAmount);
        return table;
    }

    /// <summary>The numbers behind <see cref="DifferentiationFigures.TagOdds"/>, with p-values.</summary>
    public static Table TagTable(this DifferentiationResult found)
    {
        var table = new Table("Pairs of parts of speech, far against close").Show(DifferentiationFigures.MostKinds)
            .Column("UPOS pair").Column("far").Column("other close")
            .Column("log-odds", format: "0.00").Column("from", format: "0.00").Column("to", format: "0.00")
            .Column("p", format: TableColumn.PValue).Column("p, Holm", format: TableColumn.PValue);
        foreach (var o in found.Tags)
            table.Row(
                o.Kind, o.Far, o.Near, o.LogOdds.Value, o.LogOdds.Interval.Low, o.LogOdds.Interval.High, o.PValue,
                o.AdjustedPValue);
        return table.Note(
            "Counts are over all Wasserstein neurons, so a pair counts once for each neuron. Kinds with fewer than "
            + $"{found.Settings.MinimumPairs} pairs on a side are left out.");
    }
}
