using NegPreact.Results;

namespace NegPreact;

/// <summary>
/// Whether the Wasserstein distance follows mapping difficulty within layers, and whether it does so because of similar
/// inputs: beside it stands mapping difficulty with the input distances dealt out anew over the token pairs.
/// </summary>
/// <param name="Within">Spearman's rho within layers.</param>
/// <param name="ByLayer">Of each layer; null where too few neurons have both.</param>
/// <param name="Pooled">Over all neurons.</param>
/// <param name="Shuffled">
/// The correlation within layers less that with shuffled input distances. The rank among the shuffles is an exact
/// permutation test: if the size of a neuron's output distance had nothing to do with that of the input distance, the
/// true order would be one more shuffle.
/// </param>
/// <param name="ShuffledByLayer">The mean of the shuffles, layer by layer.</param>
public sealed record DifficultyCorrelation(
    Estimate Within, IReadOnlyList<double?> ByLayer, Estimate Pooled, SetContrast Shuffled,
    IReadOnlyList<double?> ShuffledByLayer)
{
    /// <summary>The correlation within layers with shuffled input distances, mean of the shuffles.</summary>
    public double ShuffledMean => Within.Value - Shuffled.Beyond.Value;

    internal static DifficultyCorrelation Of(
        MeasuringCache cache, IReadOnlyList<IReadOnlyList<int>> windows, NeuronScores scores,
        NeuronScoreSettings settings, IReadOnlyList<int> seeds) => cache.Get(
        ResultKinds.DifficultyCorrelations,
        new { Windows = Fingerprint.Of(windows), settings.Pairs, settings.Seed, settings.ExactBytes, seeds },
        Intervention.None, () => Of(
            scores, ShuffledDifficulty.Measure(cache.Model, windows, settings, seeds, cache.Stop)));

    /// <summary>Compares.</summary>
    /// <param name="scores">Distances and mapping difficulties.</param>
    /// <param name="shuffled"><c>[layer][shuffle][neuron]</c>.</param>
    internal static DifficultyCorrelation Of(NeuronScores scores, IReadOnlyList<double?[][]> shuffled)
    {
        NeuronScore[][] both = [.. scores.Layers.Select((layer, l) => layer.Where(s =>
            s is { WassersteinDistance: not null, MappingDifficulty: not null }
            && shuffled[l].All(shuffle => shuffle[s.Neuron] is not null)).ToArray())];
        double[][] distances = [.. both.Select(layer => layer.Select(s => s.WassersteinDistance!.Value).ToArray())];
        double[][] difficulties = [.. both.Select(layer => layer.Select(s => s.MappingDifficulty!.Value).ToArray())];
        var within = SpearmanWithin.Of(distances, difficulties);
        StratifiedCorrelation[] others = [.. shuffled[0].Select((_, s) => SpearmanWithin.Of(
            distances, [.. both.Select((layer, l) => layer.Select(n => shuffled[l][s][n.Neuron]!.Value).ToArray())]))];
        return new(
            within.Estimate, within.ByStratum,
            SpearmanWithin.Of(
                [[.. distances.SelectMany(d => d)]], [[.. difficulties.SelectMany(d => d)]]).Estimate,
            SetContrast.Of(within.Combined, [.. others.Select(o => o.Combined)]),
            [.. within.ByStratum.Select((_, l) => others.Average(o => o.ByStratum[l]))]);
    }
}
