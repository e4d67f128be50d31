namespace NegPreact;

/// <summary>One sampled pair of tokens as a neuron has it.</summary>
/// <param name="Input">Distance of the inputs, as a multiple of the layer's median.</param>
/// <param name="Output">Distance of the pre-activations, as a multiple of the neuron's median.</param>
/// <param name="Kind">Whether the pair is close, and far.</param>
/// <param name="Words">The two tokens.</param>
public readonly record struct PairDistance(double Input, double Output, PairKind Kind, string Words);
