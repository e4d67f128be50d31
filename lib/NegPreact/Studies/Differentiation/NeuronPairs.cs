namespace NegPreact;

/// <summary>The Wasserstein neuron with the highest distance of a layer, looked at closely.</summary>
/// <param name="Sample">Its distribution.</param>
/// <param name="Pairs">Far pairs, those furthest apart in output first; one for each two vocabulary tokens.</param>
/// <param name="Distances">All sampled pairs, evenly thinned; the far ones whole.</param>
public sealed record NeuronPairs(NeuronSample Sample, IReadOnlyList<SeparatedPair> Pairs, IReadOnlyList<PairDistance> Distances);
