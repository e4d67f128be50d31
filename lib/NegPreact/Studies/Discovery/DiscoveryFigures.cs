namespace NegPreact;

/// <summary>What notebook 01 shows of a <see cref="DiscoveryResult"/>.</summary>
public static class DiscoveryFigures
{
    private static readonly Axis Distance = new("Wasserstein distance", "sigma");

    /// <summary>The distribution of Wasserstein distances in each layer.</summary>
    public static Figure DistanceByLayer(this DiscoveryResult found) => ByLayer(
        found, $"How far from a Gaussian are the neurons of {found.Source.Model}?", Distance,
        s => s.WassersteinDistance);

    /// <summary>The distribution of mapping difficulties in each layer.</summary>
    public static Figure DifficultyByLayer(this DiscoveryResult found) => ByLayer(
        found, "How strongly do the neurons pull similar inputs apart?", new Axis("mapping difficulty"),
        s => s.MappingDifficulty);

    /// <summary>
    /// The pre-activations of a few top neurons, and last of one in the middle of the ranking, against N(0,1).
    /// </summary>
    public static Figure Histograms(this DiscoveryResult found)
    {
        var last = found.Samples.Count - 1;
        return Charts.HistogramAgainstGaussian(
            "Pre-activations of the neurons with the highest Wasserstein distance, and of one in the middle of the "
                + "ranking",
            [.. found.Samples.Select((s, i) => NeuronHistogram.Of(
                $"{(i == last ? "middle" : $"rank {i + 1}")}: {s.Name}", s.Values))]);
    }

    /// <summary>Wasserstein distance against mapping difficulty, one point per neuron.</summary>
    public static Figure DistanceAgainstDifficulty(this DiscoveryResult found) => Against(
        found, "Wasserstein distance against mapping difficulty", new Axis("mapping difficulty"),
        s => s.MappingDifficulty);

    /// <summary>Wasserstein distance against skewness: the sign says on which side the long tail lies.</summary>
    public static Figure DistanceAgainstSkewness(this DiscoveryResult found) => Against(
        found, "Wasserstein distance against skewness (left of 0: long negative tail)", new Axis("skewness"),
        s => s.Skewness);

    /// <summary>Wasserstein distance against excess kurtosis.</summary>
    public static Figure DistanceAgainstKurtosis(this DiscoveryResult found) => Against(
        found, "Wasserstein distance against excess kurtosis", new Axis("excess kurtosis"), s => s.ExcessKurtosis);

    /// <summary>Wasserstein distance against the share of tokens on which the pre-activation is negative.</summary>
    public static Figure DistanceAgainstNegativeShare(this DiscoveryResult found) => Against(
        found, "Where does the mass lie?", new Axis("tokens with a negative pre-activation", "%"),
        s => 100 * s.NegativeFraction);

    /// <summary>The top neurons with all their scores.</summary>
    public static Table TopNeurons(this DiscoveryResult found)
    {
        var table = new Table($"The top {found.Settings.Percent} % of each layer ({found.Top.Count} neurons)")
            .Column("layer").Column("neuron").Column("Wasserstein distance", "sigma", "0.000")
            .Column("mapping difficulty", format: "0.00").Column("skewness", format: "0.00")
            .Column("excess kurtosis", format: "0.00").Column("negative", "% of tokens", "0.0");
        foreach (var s in found.Scores.All.Where(found.IsTop).OrderByDescending(s => s.WassersteinDistance))
            table.Row(
                s.Layer, s.Neuron, Cell(s, s.WassersteinDistance), Cell(s, s.MappingDifficulty), Cell(s, s.Skewness),
                Cell(s, s.ExcessKurtosis), 100 * s.NegativeFraction);
        return table;

        static object Cell(NeuronScore of, double? value) =>
            value is { } v ? v : new Missing(of.MissingReason ?? "not measured");
    }

    /// <summary>What the scores have to do with each other.</summary>
    public static Table Rivals(this DiscoveryResult found)
    {
        return new Table("Spearman correlation of the Wasserstein distance with other scores, over neurons")
            .Column("score").Column("correlation", format: "0.00")
            .Column("from", format: "0.00").Column("to", format: "0.00")
            .Row(Row("mapping difficulty", found.DifficultyCorrelation))
            .Row(Row("|skewness|", found.SkewCorrelation))
            .Row(Row("|excess kurtosis|", found.KurtosisCorrelation))
            .Note("Intervals: 95 %, bootstrap over neurons.");

        static object?[] Row(string score, Estimate e) => [score, e.Value, e.Interval.Low, e.Interval.High];
    }

    /// <summary>The claim that a few neurons stand out.</summary>
    public static Claim StandOut(this DiscoveryResult found) => Claim.Greater(
        "wasserstein-neurons-stand-out",
        $"The top {found.Settings.Percent} % of each layer lie on average more than twice as far from a Gaussian as "
            + "the median neuron.",
        found.TopToMedian, "times", 2, "paper, section on Wasserstein neurons",
        "The threshold of two is this project's, since the paper gives none.")
        .About(PaperClaim.FarFromGaussian, found.Source, found.Settings);

    /// <summary>The claim that distance and mapping difficulty go together.</summary>
    public static Claim FollowDifficulty(this DiscoveryResult found) => Claim.Greater(
        "distance-follows-difficulty",
        "The Wasserstein distance of a neuron is strongly correlated with its mapping difficulty (Spearman above 0.5).",
        found.DifficultyCorrelation, "", 0.5, "paper, section on mapping difficulty",
        "The paper says \"strongly\"; 0.5 is this project's reading of it.")
        .About(PaperClaim.FarFromGaussian, found.Source, found.Settings);

    /// <summary>The question on which side the top neurons' mass lies.</summary>
    public static Claim MostlyNegative(this DiscoveryResult found) => Claim.Greater(
        "wasserstein-neurons-mostly-negative",
        $"On most tokens the pre-activations of the top {found.Settings.Percent} % are negative.",
        found.TopNegative, "of tokens", 0.5, "follows from the paper's title claim; the paper gives no such figure",
        $"All other neurons: {Numbers.Text(found.RestNegative.Value, "0.00")} of tokens.")
        .About(null, found.Source, found.Settings);

    private static Figure ByLayer(DiscoveryResult found, string title, Axis axis, Func<NeuronScore, double?> of) =>
        Charts.BoxByGroup(title, "Layer", axis, [.. found.Scores.Layers.Select((layer, l) =>
            new ValueGroup($"{l}", [.. layer.Select(s => of(s) ?? double.NaN)]))]);

    private static Figure Against(DiscoveryResult found, string title, Axis axis, Func<NeuronScore, double?> of) =>
        Charts.Scatter(title, axis, Distance, [.. found.Scores.All
            .Where(s => s.WassersteinDistance is not null && of(s) is not null)
            .Select(s => new ScatterPoint(
                of(s)!.Value, s.WassersteinDistance!.Value, $"layer {s.Layer}, neuron {s.Neuron}",
                found.IsTop(s) ? $"top {found.Settings.Percent} %" : "other neurons"))]);
}
