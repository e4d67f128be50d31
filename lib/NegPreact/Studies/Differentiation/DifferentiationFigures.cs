namespace NegPreact;

/// <summary>What notebook 02 draws of a <see cref="DifferentiationResult"/>.</summary>
public static class DifferentiationFigures
{
    internal const string Target = "highest Wasserstein distance";
    private const string RandomSets = "random sets of neurons";
    internal const int MostKinds = 40;

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

    /// <summary>Pairs of parts of speech among far pairs against other close pairs.</summary>
    public static Figure TagOdds(this DifferentiationResult found) =>
        Odds("Which pairs of parts of speech are pulled apart?", "UPOS pair", found.Tags);

    /// <summary>Pairs of dependency labels likewise.</summary>
    public static Figure RelationOdds(this DifferentiationResult found) =>
        Odds("Which pairs of dependency labels are pulled apart?", "label pair", found.Relations);

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
