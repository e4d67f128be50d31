namespace NegPreact;

/// <summary>
/// Means over neurons by layer, target against random. Each resample draws windows of text (see
/// <see cref="PairWindows"/>) and, within the target and the random neurons of each layer, neurons, so that the
/// interval covers the choice of both.
/// </summary>
internal static class SeparationBootstrap
{
    /// <summary>
    /// By layer, and last over all layers. A neuron's value is the mean over its far pairs of what is given for its
    /// place in the list and a pair.
    /// </summary>
    public static IReadOnlyList<LayerSeparation> Of(
        IReadOnlyList<PairsInNeuron> neurons, PairSample pairs, Func<int, int, double> of,
        DifferentiationSettings settings)
    {
        var values = neurons.Select((n, i) => n.Far.Select(p => of(i, p)).ToArray()).ToArray();
        int[] layers = [.. neurons.GroupBy(n => n.Layer)
            .Where(l => l.Any(n => n.IsTarget) && l.Any(n => !n.IsTarget)).Select(l => l.Key).Order()];
        int[][] groups = [.. layers.SelectMany(l => (int[][])[Group(l, target: true), Group(l, target: false)])];
        var value = Means([.. values.Select(v => v.Average())], groups, null);
        var random = new SeededRandom(settings.Seed);
        var resamples = new double[settings.Resamples][];
        var mean = new double[neurons.Count];
        for (var r = 0; r < resamples.Length; r++)
        {
            var weight = pairs.Windows.Draw(random);
            for (var i = 0; i < mean.Length; i++)
            {
                var (sum, weights) = (0.0, 0.0);
                for (var f = 0; f < values[i].Length; f++)
                {
                    var w = weight(neurons[i].Far[f]);
                    (sum, weights) = (sum + (w * values[i][f]), weights + w);
                }

                mean[i] = sum / weights;
            }

            resamples[r] = Means(mean, groups, random);
        }

        return [.. Enumerable.Range(0, layers.Length + 1).Select(l => new LayerSeparation(
            l < layers.Length ? layers[l] : null, Around(3 * l), Around((3 * l) + 1), Around((3 * l) + 2)))];

        int[] Group(int layer, bool target) => [.. Enumerable.Range(0, neurons.Count)
            .Where(i => neurons[i].Layer == layer && neurons[i].IsTarget == target)];

        Estimate Around(int column) => Intervals.Around(value[column], resamples.Select(r => r[column]))
            ?? throw new NegPreactException(
                ErrorKind.NothingToCompare,
                "Too few pairs were sampled for intervals; use a longer text or a larger share of close pairs.");
    }

    // Target, random and difference for each layer and for all; without a generator each neuron once.
    private static double[] Means(double[] mean, int[][] groups, SeededRandom? random)
    {
        var means = new double[(groups.Length / 2 * 3) + 3];
        var (sums, counts) = (new double[2], new int[2]);
        for (var g = 0; g < groups.Length; g++)
        {
            var sum = 0.0;
            foreach (var i in groups[g])
                sum += mean[random is null ? i : groups[g][random.Next(groups[g].Length)]];
            means[(g / 2 * 3) + (g % 2)] = sum / groups[g].Length;
            (sums[g % 2], counts[g % 2]) = (sums[g % 2] + sum, counts[g % 2] + groups[g].Length);
        }

        (means[^3], means[^2]) = (sums[0] / counts[0], sums[1] / counts[1]);
        for (var l = 0; l < means.Length; l += 3)
            means[l + 2] = means[l] - means[l + 1];
        return means;
    }
}
