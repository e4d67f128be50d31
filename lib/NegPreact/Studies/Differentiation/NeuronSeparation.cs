namespace NegPreact;

/// <summary>What one neuron does to close pairs.</summary>
/// <param name="Layer">Layer, counted from 0.</param>
/// <param name="Neuron">Neuron within the layer, counted from 0.</param>
/// <param name="IsTarget">Whether it is one of the Wasserstein neurons; the others are random.</param>
/// <param name="ClosePairs">Close pairs of the layer.</param>
/// <param name="FarPairs">Those of them that the neuron puts far apart.</param>
/// <param name="Share">Mean share of the separation of the far pairs that lies below zero, 0 to 1.</param>
/// <param name="ShareOfAll">The same over all sampled pairs: what the neuron does to any two tokens.</param>
/// <param name="Amount">
/// Mean over the far pairs of |min(a, 0) - min(b, 0)| as a multiple of the neuron's median |a - b| over all sampled pairs.
/// </param>
public sealed record NeuronSeparation(
    int Layer, int Neuron, bool IsTarget, int ClosePairs, int FarPairs, double Share, double ShareOfAll, double Amount);
