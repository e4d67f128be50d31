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

    /// <summary>What the scores have to do with each other, within layers and pooled.</summary>
    public static Table Rivals(this DiscoveryResult found)
    {
        var (difficulty, shuffles) = (found.Difficulty, found.Difficulty.Shuffled.Sets);
        var table = new Table("Spearman correlation of the Wasserstein distance with other scores, over neurons")
            .Column("score").EstimateColumns("within layers", format: "0.00").Column("layer by layer")
            .EstimateColumns("all neurons pooled", format: "0.00")
            .Row("mapping difficulty", difficulty.Within, Layers(difficulty.ByLayer), difficulty.Pooled)
            .Row(
                $"the same, input distances shuffled, mean of {shuffles}", difficulty.ShuffledMean,
                difficulty.Shuffled.OneMore?.Low, difficulty.Shuffled.OneMore?.High,
                Layers(difficulty.ShuffledByLayer), null, null, null);
        foreach (var rival in new[] { found.Skewness, found.Kurtosis })
            table.Row(rival.Name, rival.Within, Layers(rival.ByLayer), rival.Pooled);
        return table.Note("Within layers: each layer's correlation as Fisher's z, weighted by its number of neurons "
            + "less three; 95 % interval by Student's t over neurons. Of the shuffles, where one more would lie.")
            .Note(AboutSimilarInputs(found));

        static string Layers(IReadOnlyList<double?> byLayer) =>
            string.Join(", ", byLayer.Select(rho => rho is { } r ? Numbers.Text(r, "0.00") : "none"));
    }

    /// <summary>The claim that a few neurons stand out.</summary>
    public static Claim StandOut(this DiscoveryResult found)
    {
        const string Id = "wasserstein-neurons-stand-out", Unit = "times the median distance",
            Source = "paper, section on Wasserstein neurons";
        var statement = $"The top {found.Settings.Percent} % of each layer stand out from its median neuron further "
            + "than those of the same model before its training do, or, where it is not there, than simulated Gaussian "
            + "neurons.";
        var claim = found.Standing.Further is not { } further
            ? Claim.CannotApply(Id, statement, Unit, Source, "The model has one layer, and layers are the units.")
            : Claim.Of(
                Id, statement,
                EffectEvidence.Above(further, PrimaryTest.Of(PaperClaim.FarFromGaussian).Smallest) with
                {
                    Test = "Student's t over layers",
                },
                Unit, Source,
                "Mean distance of a layer's top over the median distance of all of it, mean over layers: "
                + $"{Numbers.Text(found.Standing.Ratio, "0.00")}, of the others "
                + $"{Numbers.Text(found.Standing.NullRatio, "0.00")} ({found.Standing.Others}). "
                + "The highest of many lie far from the median even by chance, hence the comparison.");
        return claim.About(PaperClaim.FarFromGaussian, found.Source, found.Settings);
    }

    /// <summary>The claim that distance and mapping difficulty go together because of similar inputs.</summary>
    public static Claim FollowDifficulty(this DiscoveryResult found) => Claim.Of(
        "distance-follows-difficulty",
        "Within a layer, the further a neuron lies from a Gaussian, the more strongly it pulls similar inputs apart: "
            + "its distance follows mapping difficulty more closely than it does with shuffled input distances.",
        Evidence.Of(found.Difficulty.Shuffled, SmallestEffect.Correlation) with
        {
            Test = $"rank among {found.Difficulty.Shuffled.Sets} shuffles, "
                + $"{found.Difficulty.Shuffled.AtLeast} of which correlate as closely",
        },
        "as a difference of Spearman correlations",
        "paper, section on mapping difficulty; the shuffled control is this project's", AboutSimilarInputs(found))
        .About(
            PaperClaim.FarFromGaussian, found.Source, found.Settings,
            Numbers.Count(found.Settings.Shuffles.Count, "shuffle"));

    /// <summary>The claim that distance and mapping difficulty are correlated, whatever the reason.</summary>
    public static Claim CorrelateWithDifficulty(this DiscoveryResult found) => Claim.Of(
        "distance-correlates-with-difficulty",
        "Within a layer, the further a neuron lies from a Gaussian, the higher is its mapping difficulty.",
        Evidence.Of(
            found.Difficulty.Within, SmallestEffect.Correlation, interval: "Student's t of Fisher's z, over neurons"),
        "Spearman", "paper, section on mapping difficulty",
        "The paper says \"strongly correlated\"; Cohen (1988) calls a correlation of 0.5 large.",
        $"Over all neurons pooled: {Numbers.Text(found.Difficulty.Pooled.Value, "0.00")}. "
            + AboutSimilarInputs(found))
        .About(PaperClaim.FarFromGaussian, found.Source, found.Settings);

    /// <summary>The question on which side the top neurons' mass lies.</summary>
    public static Claim MostlyNegative(this DiscoveryResult found) => Claim.Of(
        "wasserstein-neurons-mostly-negative",
        $"On most tokens the pre-activations of the top {found.Settings.Percent} % are negative.",
        Evidence.Of(found.TopNegative.Percent(), SmallestEffect.Share, 50, "Student's t over neurons"), "% of tokens",
        "follows from the paper's title claim; the paper gives no such figure",
        $"All other neurons: {Numbers.Text(found.RestNegative.Percent().Value, "0.0")} % of tokens.")
        .About(null, found.Source, found.Settings);

    // What the computed numbers allow to be said of similar inputs.
    private static string AboutSimilarInputs(DiscoveryResult found)
    {
        var difficulty = found.Difficulty;
        var numbers = $"Correlation {Numbers.Text(difficulty.Within.Value, "0.00")}; with the input distances shuffled "
            + $"over the pairs of tokens {Numbers.Text(difficulty.ShuffledMean, "0.00")}.";
        return difficulty.Shuffled is { PValue: <= Evidence.Alpha, Beyond.Value: > 0 }
            ? $"{numbers} What goes beyond the shuffles is about similar inputs."
            : $"{numbers} The correlation does not need the inputs to be similar, so it says nothing about similar "
                + "inputs: it comes of how a neuron's output distances are distributed.";
    }

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
