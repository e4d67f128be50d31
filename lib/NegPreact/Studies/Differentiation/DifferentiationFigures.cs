namespace NegPreact;

/// <summary>What notebook 02 shows of a <see cref="DifferentiationResult"/>.</summary>
public static class DifferentiationFigures
{
    private const string Target = "highest Wasserstein distance";
    private const string Random = "random neurons";
    private const string RandomSets = "random sets of neurons";
    private const int MostKinds = 40;

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

    /// <summary>The top neuron of a layer, its far pairs marked on its histogram.</summary>
    public static Figure MarkedPairs(this DifferentiationResult found, int layer) =>
        Example(found, layer).MarkedPairs();

    /// <summary>Input against output distance of the sampled pairs in the top neuron of a layer.</summary>
    public static Figure InputAgainstOutput(this DifferentiationResult found, int layer)
    {
        var example = Example(found, layer);
        return Charts.Scatter(
            $"Input and output distance of token pairs, layer {layer}, neuron {example.Sample.Neuron}",
            new Axis("input distance", "of median"), new Axis("output distance", "of median"),
            [.. example.Distances.Select(d => new ScatterPoint(d.Input, d.Output, d.Words, d.Kind switch
            {
                PairKind.Far => "close and far apart",
                PairKind.Close => "close",
                _ => "other pairs",
            }))]);
    }

    /// <summary>Share of the separation of far pairs that lies below zero, by layer.</summary>
    public static Figure ShareByLayer(this DifferentiationResult found) => ByLayer(
        "How much of the separation of far pairs lies below zero?", new Axis("share below zero", "%"),
        found.Shares, 100);

    /// <summary>The same beyond what the neuron's mean explains.</summary>
    public static Figure ExcessByLayer(this DifferentiationResult found) => ByLayer(
        "Share below zero beyond what the neuron's mean explains", new Axis("excess share", "percentage points"),
        found.ShareExcesses, 100);

    /// <summary>The same beyond the neuron's share over all sampled pairs.</summary>
    public static Figure OverAllPairsByLayer(this DifferentiationResult found) => ByLayer(
        "Share below zero: far pairs minus all pairs of the same neuron",
        new Axis("difference of shares", "percentage points"), found.OverAllPairs, 100);

    /// <summary>How far the negative parts of far pairs lie apart, by layer.</summary>
    public static Figure AmountByLayer(this DifferentiationResult found) => ByLayer(
        "How far apart are far pairs below zero?", new Axis("separation below zero", "medians"), found.Amounts, 1);

    /// <summary>Every layer's tests, corrected over layers, with and without what the neurons' means explain.</summary>
    public static Table Layers(this DifferentiationResult found)
    {
        var table = new Table("Wasserstein neurons against random sets of neurons, layer by layer").Show(MostKinds)
            .Column("measure").Column("layer").EstimateColumns("Wasserstein neurons", format: "0.00")
            .Column("random sets", format: "0.00").EstimateColumns("difference", format: "0.00")
            .Column("p", format: "0.000").Column("p, corrected (largest of all)", format: "0.000");
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
                n.Layer, n.Neuron, n.IsTarget ? Target : Random, n.FarPairs, 100 * n.Share, 100 * n.ExpectedShare,
                100 * n.ShareOfAll, n.Amount, n.ExpectedAmount);
        return table;
    }

    /// <summary>Pairs of parts of speech among far pairs against other close pairs.</summary>
    public static Figure TagOdds(this DifferentiationResult found) =>
        Odds("Which pairs of parts of speech are pulled apart?", "UPOS pair", found.Tags);

    /// <summary>Pairs of dependency labels likewise.</summary>
    public static Figure RelationOdds(this DifferentiationResult found) =>
        Odds("Which pairs of dependency labels are pulled apart?", "label pair", found.Relations);

    /// <summary>The numbers behind <see cref="TagOdds"/>, with p-values.</summary>
    public static Table TagTable(this DifferentiationResult found)
    {
        var table = new Table("Pairs of parts of speech, far against close").Show(MostKinds)
            .Column("UPOS pair").Column("far").Column("other close")
            .Column("log-odds", format: "0.00").Column("from", format: "0.00").Column("to", format: "0.00")
            .Column("p", format: "0.0000").Column("p, Holm", format: "0.0000");
        foreach (var o in found.Tags)
            table.Row(
                o.Kind, o.Far, o.Near, o.LogOdds.Value, o.LogOdds.Interval.Low, o.LogOdds.Interval.High, o.PValue,
                o.AdjustedPValue);
        return table.Note(
            "Counts are over all Wasserstein neurons, so a pair counts once for each neuron. Kinds with fewer than "
            + $"{found.Settings.MinimumPairs} pairs on a side are left out.");
    }

    /// <summary>
    /// The log-odds of pairs of two syntactic tokens, under several strata, in random neurons, and by layer.
    /// </summary>
    public static Figure SyntacticControls(this DifferentiationResult found)
    {
        var random = found.SyntacticRandom;
        return Charts.Bars(
            "Two syntactic tokens among far pairs against other close pairs", "compared within",
            new Axis("log-odds ratio"),
            [
                .. found.SyntacticControls.Select(Bar),
                new Bar(
                    StudyNames.MeanOf(RandomSets, random.Sets), random.LogOdds.Value, random.LogOdds.Interval),
                .. found.SyntacticByLayer.Select(Bar),
            ],
            horizontal: true);

        static Bar Bar(PairOdds odds) => new(odds.Kind, odds.LogOdds.Value, odds.LogOdds.Interval);
    }

    private static SeparatedPairs Example(DifferentiationResult found, int layer) =>
        found.Examples.FirstOrDefault(e => e.Sample.Layer == layer)
        ?? throw new NegPreactException(
            ErrorKind.NotMeasured,
            $"No Wasserstein neuron of layer {layer} was examined; there are some in layers "
                + $"{string.Join(", ", found.Examples.Select(e => e.Sample.Layer))}.");

    private static Figure ByLayer(string title, Axis axis, IReadOnlyList<LayerSeparation> layers, double scale)
    {
        return Charts.Bars(
            title, "Layer", axis,
            [.. layers.Select(l => Bar(l, l.Target, Target)), .. layers.Select(l => Bar(l, l.Random, RandomSets))]);

        Bar Bar(LayerSeparation of, Estimate e, string series) => new(
            of.Layer is { } layer ? $"{layer}" : "all", scale * e.Value,
            new(scale * e.Interval.Low, scale * e.Interval.High, e.Interval.Level), series);
    }

    private static Figure Odds(string title, string of, IReadOnlyList<PairOdds> odds)
    {
        var shown = odds.OrderByDescending(o => o.Far + o.Near).Take(MostKinds).ToHashSet();
        return Charts.Bars(
            title, of, new Axis("log-odds ratio, far against other close pairs"),
            [.. odds.Where(shown.Contains).Select(o => new Bar(
                o.AdjustedPValue <= 0.05 ? $"{o.Kind} *" : o.Kind, o.LogOdds.Value, o.LogOdds.Interval))],
            horizontal: true,
            alternativeText: $"Bar chart of log-odds ratios of the {shown.Count} most frequent kinds of pairs; a star "
                + "marks kinds whose p-value is at most 0.05 after Holm's correction.");
    }
}
