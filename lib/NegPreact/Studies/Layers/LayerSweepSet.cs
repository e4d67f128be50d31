namespace NegPreact;

/// <summary>One set of neurons, ablated in some layers at a time.</summary>
/// <param name="Neurons">The set, in all layers.</param>
/// <param name="Measured">What was measured with the set ablated in these groups of layers alone.</param>
public sealed record LayerSweepSet(NeuronSet Neurons, IReadOnlyDictionary<LayerRange, LayerMeasurement> Measured);

/// <summary>
/// What was measured of a model with some layers ablated, item by item; numbers only, so that it can be stored.
/// </summary>
/// <param name="WindowLosses">Mean loss of each window of the text, nats per token.</param>
/// <param name="Divergences">KL(untouched || ablated) of each window, mean over its positions, nats per token.</param>
/// <param name="Cosines">
/// For each depth (0: the stream that enters the first layer) and window, the cosine between the residual streams of
/// the untouched and the ablated model, mean over positions.
/// </param>
/// <param name="Margins">
/// How much likelier the grammatical sentence of each pair is, in the pairs' unit; none where only the text was
/// measured.
/// </param>
public sealed record LayerMeasurement(
    IReadOnlyList<double> WindowLosses, IReadOnlyList<double> Divergences,
    IReadOnlyList<IReadOnlyList<double>> Cosines, IReadOnlyList<double> Margins)
{
    /// <summary>exp of the mean loss; no unit.</summary>
    public double Perplexity => Math.Exp(WindowLosses.Average());
}
