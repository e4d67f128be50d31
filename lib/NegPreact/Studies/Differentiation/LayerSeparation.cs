namespace NegPreact;

/// <summary>
/// A mean over the Wasserstein neurons of a layer, over random sets of neurons of the same layer, and the difference.
/// Intervals: 95 %, Student's t over windows of text and, where random sets are in it, over these.
/// </summary>
/// <param name="Layer">The layer; null for all of them.</param>
/// <param name="Contrast">The Wasserstein neurons against the random sets.</param>
/// <param name="Random">The random sets, their mean.</param>
/// <param name="AdjustedPValue">The test's, corrected over layers; null for all layers together.</param>
public sealed record LayerSeparation(int? Layer, SetContrast Contrast, Estimate Random, double? AdjustedPValue)
{
    /// <summary>The Wasserstein neurons.</summary>
    public Estimate Target => Contrast.Own;

    /// <summary>Target minus random.</summary>
    public Estimate Difference => Contrast.Beyond;

    /// <summary>By layer, and last over all layers: each neuron counts once, by the mean over its far pairs.</summary>
    /// <param name="neurons">All that were looked at.</param>
    /// <param name="random">The random sets.</param>
    /// <param name="of">A neuron's value of a far pair.</param>
    /// <exception cref="NegPreactException">
    /// There is no layer in which the target and every random set have a neuron that tells close pairs apart.
    /// </exception>
    internal static IReadOnlyList<LayerSeparation> Of(
        IReadOnlyList<PairsInNeuron> neurons, IReadOnlyList<NeuronSet> random, Func<PairsInNeuron, int, double> of)
    {
        var means = neurons.ToDictionary(
            n => (n.Layer, n.Neuron), n => n.Pairs.Windows.Mean(n.Far, p => of(n, p)));
        var target = neurons.Where(n => n.IsTarget).ToLookup(n => n.Layer, n => means[(n.Layer, n.Neuron)]);
        var sets = random.Select(set => Enumerable.Range(0, set.LayerCounts.Count)
            .SelectMany(l => set[l].Where(n => means.ContainsKey((l, n))).Select(n => (Layer: l, Mean: means[(l, n)])))
            .ToLookup(n => n.Layer, n => n.Mean)).ToList();
        int[] layers = [.. target.Select(l => l.Key).Where(l => sets.TrueForAll(set => set.Contains(l))).Order()];
        if (layers.Length == 0)
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                "No Wasserstein neuron, or no random one, tells any close pair apart on this text; use a longer text.");
        AgainstSets[] byLayer = [.. layers.Select(l => Of([l]))];
        var adjusted = AgainstSets.Adjust(byLayer);
        return
        [
            .. layers.Select((l, i) => Row(l, byLayer[i], adjusted[i])), Row(null, Of(layers), null),
        ];

        AgainstSets Of(int[] some) => new(Mean(target, some), sets.ConvertAll(set => Mean(set, some)));

        static SampleStatistic Mean(ILookup<int, SampleStatistic> of, int[] some) =>
            SampleStatistic.MeanOf([.. some.SelectMany(l => of[l])]);

        static LayerSeparation Row(int? layer, AgainstSets of, double? adjusted) =>
            new(layer, of.Contrast, of.MeanOfSets, adjusted);
    }
}
