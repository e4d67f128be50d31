namespace NegPreact;

/// <summary>The pre-activations of one neuron on every token of a text.</summary>
/// <param name="Layer">Layer, counted from 0.</param>
/// <param name="Neuron">Neuron within the layer, counted from 0.</param>
/// <param name="WassersteinDistance">Its distance to a Gaussian, sigma.</param>
/// <param name="Values">One value per token, in the order of the text.</param>
public sealed record NeuronSample(int Layer, int Neuron, double WassersteinDistance, IReadOnlyList<float> Values);
