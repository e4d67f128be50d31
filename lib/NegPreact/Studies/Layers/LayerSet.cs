namespace NegPreact;

/// <summary>One set of neurons, ablated in some layers at a time.</summary>
/// <param name="Neurons">The set, in all layers.</param>
/// <param name="Measured">What was measured with the set ablated in these groups of layers alone.</param>
public sealed record LayerSet(NeuronSet Neurons, IReadOnlyDictionary<LayerRange, LayerMeasurement> Measured);
