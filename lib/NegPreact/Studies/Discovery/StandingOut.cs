namespace NegPreact;

/// <summary>
/// How far the neurons with the highest Wasserstein distances of each layer stand out from its median neuron. The
/// highest of many always do, so this is held against neurons that nothing has made stand out: those of the same model
/// before its training, or simulated Gaussian ones.
/// </summary>
/// <remarks>
/// Layers are the units. Neurons cannot be: no resample of a layer's neurons reaches beyond its highest, so that the
/// interval of a bootstrap would end too low.
/// </remarks>
/// <param name="Ratio">Mean distance of a layer's top neurons over the median of all of it, mean over layers.</param>
/// <param name="NullRatio">The same of the others.</param>
/// <param name="Others">What the others are.</param>
/// <param name="Further">
/// The one ratio less the other, mean over layers. Null for a model of one layer.
/// </param>
public sealed record StandingOut(double Ratio, double NullRatio, string Others, SampleStatistic? Further)
{
    private const int SimulatedNeurons = 1_000;

    // Distances of Gaussian neurons all shrink alike with the number of tokens, which their ratio forgets.
    private const int MostTokens = 1 << 12;

    internal static StandingOut Of(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, DiscoverySettings settings)
    {
        if (CheckpointSeries.Untrained(cache.Model.Folder) is not { } folder)
        {
            var tokens = (int)Math.Min(scores.Tokens, MostTokens);
            return Of(
                Distances(scores), [Simulated(tokens, settings.Seed)], settings,
                $"{Numbers.Count(SimulatedNeurons, "simulated neuron")}, Gaussian on {Numbers.Count(tokens)} tokens");
        }

        using var untrained = LanguageModel.Load(folder);
        return Of(
            Distances(scores), Distances(cache.With(untrained).NeuronScores(corpus, settings.Measurement)), settings,
            "the same model before its training (step 0)");
    }

    /// <summary>Compares.</summary>
    /// <param name="layers"><c>[layer][neuron]</c>: distances.</param>
    /// <param name="others">The same of the others, layer by layer, or one layer that all are compared with.</param>
    /// <param name="settings">The percentage.</param>
    /// <param name="name">What the others are.</param>
    internal static StandingOut Of(
        IReadOnlyList<double[]> layers, IReadOnlyList<double[]> others, DiscoverySettings settings, string name)
    {
        double[] ratios = [.. layers.Select(TopToMedian)], nullRatios = [.. others.Select(TopToMedian)];
        double[] further = [.. ratios.Select((r, l) => r - nullRatios[others.Count == 1 ? 0 : l])];
        return new(
            ratios.Average(), nullRatios.Average(), name,
            further.Length == 1 ? null : SampleStatistic.Mean(further));

        double TopToMedian(double[] layer)
        {
            double[] sorted = [.. layer.Order()];
            var top = NeuronRanking.Choose(
                [.. layer], settings.Percent, SelectionRule.ExactCount, highest: true).Count();
            return sorted[^top..].Average() / Percentiles.Linear(sorted, 50);
        }
    }

    private static double[][] Distances(NeuronScores scores) =>
        [.. scores.Layers.Select(layer => layer.Select(s => s.WassersteinDistance).OfType<double>().ToArray())];

    // Box and Muller's two Gaussian numbers from two uniform ones.
    private static double[] Simulated(int tokens, int seed)
    {
        var distances = new double[SimulatedNeurons];
        Parallel.For(0, distances.Length, n =>
        {
            var random = new SeededRandom(unchecked((seed * SimulatedNeurons) + n));
            var values = new double[tokens];
            for (var t = 0; t < tokens; t++)
                values[t] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(
                    2 * Math.PI * random.NextDouble());
            distances[n] = WassersteinDistance.Of(values).Value!.Value;
        });
        return distances;
    }
}
