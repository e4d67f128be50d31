namespace NegPreact;

/// <summary>
/// How far the neurons with the highest Wasserstein distances of each layer stand out from the median neuron. The
/// highest of many always do, so this is held against neurons that nothing has made stand out: those of the same model
/// before its training, or simulated Gaussian ones.
/// </summary>
/// <param name="Ratio">Mean distance of the top neurons over the median of all.</param>
/// <param name="NullRatio">The same of the others.</param>
/// <param name="Others">What the others are.</param>
/// <param name="Further">
/// The one ratio less the other; 95 %, bootstrap over the neurons of each layer, the top chosen anew in every resample.
/// </param>
public sealed record StandingOut(double Ratio, double NullRatio, string Others, Estimate Further)
{
    private const int Resamples = 1_000;
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
    /// <param name="others">The same of the others.</param>
    /// <param name="settings">The percentage, and the seed of the resamples.</param>
    /// <param name="name">What the others are.</param>
    internal static StandingOut Of(
        IReadOnlyList<double[]> layers, IReadOnlyList<double[]> others, DiscoverySettings settings, string name)
    {
        var random = new SeededRandom(settings.Seed);
        int[] tops = Tops(layers), otherTops = Tops(others);
        var (ratio, nullRatio) = (TopToMedian(layers, tops), TopToMedian(others, otherTops));
        double[] further = [.. Enumerable.Range(0, Resamples).Select(_ =>
            TopToMedian(Drawn(layers), tops) - TopToMedian(Drawn(others), otherTops)).Order()];
        return new(ratio, nullRatio, name, new(
            ratio - nullRatio, new(Percentiles.Linear(further, 2.5), Percentiles.Linear(further, 97.5))));

        int[] Tops(IReadOnlyList<double[]> of) => [.. of.Select(layer => NeuronRanking.Choose(
            [.. layer], settings.Percent, SelectionRule.ExactCount, highest: true).Count())];

        double[][] Drawn(IReadOnlyList<double[]> from) => [.. from.Select(
            layer => Array.ConvertAll(layer, _ => layer[random.Next(layer.Length)]))];
    }

    private static double TopToMedian(IReadOnlyList<double[]> layers, int[] tops)
    {
        double[] all = [.. layers.SelectMany(layer => layer)];
        var (from, sum) = (0, 0.0);
        foreach (var (l, layer) in layers.Index())
        {
            all.AsSpan(from, layer.Length).Sort();
            from += layer.Length;
            for (var i = 1; i <= tops[l]; i++)
                sum += all[from - i];
        }

        Array.Sort(all);
        return sum / tops.Sum() / Percentiles.Linear(all, 50);
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
