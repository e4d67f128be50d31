namespace NegPreact;

/// <summary>
/// Some neurons of a model, layer by layer, and how they were chosen. A value that never changes; two sets are equal
/// when they hold the same neurons of equally large layers, however they were chosen.
/// </summary>
public sealed class NeuronSet : IEquatable<NeuronSet>
{
    private readonly IReadOnlyList<int>[] layers;

    private NeuronSet(
        IEnumerable<IEnumerable<int>> neurons, IEnumerable<int> intermediateSizes, NeuronSetProvenance provenance)
    {
        layers = [.. neurons.Select(layer => Array.AsReadOnly(layer.Distinct().Order().ToArray()))];
        IntermediateSizes = Array.AsReadOnly(intermediateSizes.ToArray());
        LayerCounts = Array.AsReadOnly(layers.Select(layer => layer.Count).ToArray());
        Provenance = provenance;
        if (layers.Length != IntermediateSizes.Count)
            throw new NegPreactException(
                ErrorKind.NeuronSet, $"Neurons of {layers.Length} layers were given with {IntermediateSizes.Count} "
                + "intermediate sizes; give one size a layer.");
        for (var layer = 0; layer < layers.Length; layer++)
            foreach (var neuron in layers[layer])
                if (neuron < 0 || neuron >= IntermediateSizes[layer])
                    throw new NegPreactException(
                        ErrorKind.NeuronSet, $"Layer {layer} has neurons 0 to {IntermediateSizes[layer] - 1}, but "
                        + $"neuron {neuron} was chosen; give an existing one.");
    }

    /// <summary>Number of neurons in all layers together.</summary>
    public int Count => LayerCounts.Sum();

    /// <summary>Number of chosen neurons of each layer of the model; 0 where a layer is untouched.</summary>
    public IReadOnlyList<int> LayerCounts { get; }

    /// <summary>Number of neurons that each layer has.</summary>
    public IReadOnlyList<int> IntermediateSizes { get; }

    /// <summary>
    /// The first layer with chosen neurons; the number of layers where none is chosen. What lies below it computes the
    /// same as in the untouched model.
    /// </summary>
    public int FirstLayer => LayerCounts.TakeWhile(count => count == 0).Count();

    /// <summary>How the neurons were chosen.</summary>
    public NeuronSetProvenance Provenance { get; }

    /// <summary>The chosen neurons of a layer, ascending.</summary>
    /// <param name="layer">Layer, counted from 0.</param>
    /// <exception cref="NegPreactException">There is no such layer.</exception>
    public IReadOnlyList<int> this[int layer] => layer >= 0 && layer < layers.Length
        ? layers[layer]
        : throw new NegPreactException(
            ErrorKind.NeuronSet, $"Layer {layer} of a neuron set was asked for, but it has layers 0 to "
            + $"{layers.Length - 1}.");

    /// <summary>A set of listed neurons; order and repetitions do not matter.</summary>
    /// <param name="layers">The neurons of each layer; an empty list where a layer is untouched.</param>
    /// <param name="intermediateSizes">Number of neurons that each layer has.</param>
    /// <exception cref="NegPreactException">Not one list a size, or a neuron that its layer does not have.</exception>
    public static NeuronSet Of(IEnumerable<IEnumerable<int>> layers, IEnumerable<int> intermediateSizes) =>
        new(layers, intermediateSizes, new NeuronSetProvenance("listed by the caller"));

    /// <summary>Every neuron of every layer.</summary>
    /// <param name="intermediateSizes">Number of neurons that each layer has.</param>
    public static NeuronSet All(IEnumerable<int> intermediateSizes) => Of(
        intermediateSizes.Select(size => Enumerable.Range(0, size)), intermediateSizes);

    /// <summary>A single neuron.</summary>
    /// <param name="layer">Its layer, counted from 0.</param>
    /// <param name="neuron">Its number in that layer, counted from 0.</param>
    /// <param name="intermediateSizes">Number of neurons that each layer has.</param>
    /// <exception cref="NegPreactException">There is no such neuron.</exception>
    public static NeuronSet One(int layer, int neuron, IReadOnlyList<int> intermediateSizes) =>
        layer >= 0 && layer < intermediateSizes.Count
            ? Of(intermediateSizes.Select((_, l) => l == layer ? new[] { neuron } : []), intermediateSizes)
            : throw new NegPreactException(
                ErrorKind.NeuronSet, $"A neuron of layer {layer} was asked for, but the model has layers 0 to "
                + $"{intermediateSizes.Count - 1}.");

    /// <summary>The highest scores of each layer.</summary>
    /// <param name="scores">The score, under its name; neurons without one are never chosen.</param>
    /// <param name="percent">Percentage of each layer, 0 to 100.</param>
    /// <param name="rule">What the percentage means.</param>
    /// <exception cref="NegPreactException">A percentage out of range, or a score that is NaN.</exception>
    public static NeuronSet Top(NamedScore scores, double percent, SelectionRule rule = SelectionRule.ExactCount) =>
        Ranked(scores, percent, rule, highest: true);

    /// <summary>The lowest scores of each layer.</summary>
    /// <inheritdoc cref="Top"/>
    public static NeuronSet Bottom(NamedScore scores, double percent, SelectionRule rule = SelectionRule.ExactCount) =>
        Ranked(scores, percent, rule, highest: false);

    /// <summary>A random control with as many neurons in each layer as the target has.</summary>
    /// <param name="target">The set to be controlled for.</param>
    /// <param name="seed">Seed of the draw; use several.</param>
    /// <param name="pool">What to draw from.</param>
    /// <exception cref="NegPreactException">A layer has fewer neurons to draw from than the target took.</exception>
    public static NeuronSet Random(NeuronSet target, int seed, RandomPool pool = RandomPool.AllNeurons)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Random(target, target.LayerCounts, seed, pool);
    }

    /// <summary>
    /// A random control with other counts than the target's. From one seed and target, larger counts contain the
    /// smaller ones' neurons, so a search for the right count adds neurons and swaps none.
    /// </summary>
    /// <param name="target">The set to be controlled for.</param>
    /// <param name="layerCounts">Number of neurons to draw in each layer.</param>
    /// <param name="seed">Seed of the draw; use several.</param>
    /// <param name="pool">What to draw from.</param>
    /// <exception cref="NegPreactException">Not one count a layer, or more than a layer has to draw from.</exception>
    public static NeuronSet Random(
        NeuronSet target, IReadOnlyList<int> layerCounts, int seed, RandomPool pool = RandomPool.AllNeurons)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(layerCounts);
        if (layerCounts.Count != target.layers.Length)
            throw new NegPreactException(
                ErrorKind.NeuronSet, $"A random set was given counts for {layerCounts.Count} layers, but its target "
                + $"has {target.layers.Length}; give one per layer.");
        var candidates = NeuronRanking.Shuffled(target, seed, pool);
        for (var layer = 0; layer < layerCounts.Count; layer++)
            if (layerCounts[layer] < 0 || layerCounts[layer] > candidates[layer].Length)
                throw new NegPreactException(
                    ErrorKind.NeuronSet, $"{layerCounts[layer]} random neurons of layer {layer} were asked for, but "
                    + $"there are {candidates[layer].Length} to draw from; "
                    + "ask for fewer, or draw from all neurons.");
        return Chosen(
            candidates.Zip(layerCounts, (layer, count) => layer.Take(count)), target,
            NeuronSetProvenance.Drawn("random neurons of each layer", seed, pool));
    }

    /// <summary>The chosen neurons of some layers; the others are left untouched.</summary>
    /// <param name="layers">Which layers, counted from 0; order and repetitions do not matter.</param>
    /// <returns>A set whose provenance is this one's, with the layers that are left.</returns>
    /// <exception cref="NegPreactException">There is no such layer.</exception>
    public NeuronSet Only(params IEnumerable<int> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var kept = layers.Distinct().Order().Where(layer => this[layer].Count > 0).ToArray();
        return new NeuronSet(
            this.layers.Select((neurons, layer) => kept.Contains(layer) ? neurons : []), IntermediateSizes,
            Provenance with { Layers = kept });
    }

    /// <summary>Neurons chosen elsewhere, for a model of the same shape as another set's.</summary>
    internal static NeuronSet Chosen(
        IEnumerable<IEnumerable<int>> layers, NeuronSet like, NeuronSetProvenance provenance) =>
        new(layers, like.IntermediateSizes, provenance);

    /// <inheritdoc/>
    public bool Equals(NeuronSet? other) =>
        other is not null
        && IntermediateSizes.SequenceEqual(other.IntermediateSizes)
        && layers.Zip(other.layers).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NeuronSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var layer in layers)
        {
            hash.Add(layer.Count);
            foreach (var neuron in layer)
                hash.Add(neuron);
        }
        return hash.ToHashCode();
    }

    /// <summary>One line for people: how many and how chosen.</summary>
    public override string ToString() => $"{Count} of {IntermediateSizes.Sum()} neurons: {Provenance}";

    private static NeuronSet Ranked(NamedScore scores, double percent, SelectionRule rule, bool highest)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (percent is not (>= 0 and <= 100))
            throw new NegPreactException(
                ErrorKind.NeuronSet, $"{percent} % of each layer's neurons was asked for; ask for 0 to 100.");
        if (scores.Any(layer => layer.Any(s => s is double.NaN)))
            throw new NegPreactException(
                ErrorKind.NeuronSet, $"A {scores.Name} is NaN and cannot be ranked; give null for a neuron without "
                + "a score.");
        return new NeuronSet(
            scores.Select(layer => NeuronRanking.Choose(layer, percent, rule, highest)),
            scores.Select(layer => layer.Count),
            NeuronSetProvenance.Ranked(
                highest ? "highest" : "lowest", scores.Name, percent, rule, scores.Missing));
    }
}
