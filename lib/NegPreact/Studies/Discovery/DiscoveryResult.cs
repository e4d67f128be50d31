namespace NegPreact;

/// <summary>What the discovery experiment found (notebook 01).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="Scores">One row per neuron.</param>
/// <param name="Top">The Wasserstein neurons.</param>
/// <param name="Samples">The distributions of a few top neurons, and last of one in the middle of the ranking.</param>
/// <param name="TopToMedian">
/// Mean distance of the top neurons over the median of all; interval by bootstrap over neurons.
/// </param>
/// <param name="DifficultyCorrelation">
/// Spearman correlation of distance and mapping difficulty; bootstrap over neurons.
/// </param>
/// <param name="SkewCorrelation">Spearman correlation of distance and |skewness|, a rival score.</param>
/// <param name="KurtosisCorrelation">Spearman correlation of distance and |excess kurtosis|, another.</param>
/// <param name="TopNegative">
/// Mean over the top neurons of the share of tokens with a negative pre-activation, 0 to 1.
/// </param>
/// <param name="RestNegative">The same over all other neurons.</param>
/// <param name="TopNegativeTail">
/// Share of the top neurons whose long tail lies on the negative side (skewness below 0), 0 to 1.
/// </param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record DiscoveryResult(
    DiscoverySettings Settings, ResultSource Source, NeuronScores Scores, NeuronSet Top,
    IReadOnlyList<NeuronPreActivations> Samples, Estimate TopToMedian, Estimate DifficultyCorrelation,
    Estimate SkewCorrelation, Estimate KurtosisCorrelation,
    Estimate TopNegative, Estimate RestNegative, Estimate TopNegativeTail)
{
    internal bool IsTop(NeuronScore neuron) => Top[neuron.Layer].Contains(neuron.Neuron);
}

/// <summary>The pre-activations of one neuron on every token of a text.</summary>
/// <param name="Layer">Layer, counted from 0.</param>
/// <param name="Neuron">Neuron within the layer, counted from 0.</param>
/// <param name="WassersteinDistance">Its distance to a Gaussian, sigma.</param>
/// <param name="Values">One value per token, in the order of the text.</param>
public sealed record NeuronPreActivations(
    int Layer, int Neuron, double WassersteinDistance, IReadOnlyList<float> Values)
{
    internal string Name => $"layer {Layer}, neuron {Neuron}, WD {Numbers.Text(WassersteinDistance, "0.00")}";
}
