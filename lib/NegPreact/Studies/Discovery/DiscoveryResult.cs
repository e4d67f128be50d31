namespace NegPreact;

/// <summary>What the discovery experiment found (notebook 01).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="Scores">One row per neuron.</param>
/// <param name="Top">The Wasserstein neurons.</param>
/// <param name="Samples">The distributions of a few top neurons, and last of one in the middle of the ranking.</param>
/// <param name="Standing">How far the top neurons stand out, and how far others do.</param>
/// <param name="Difficulty">What the distance has to do with mapping difficulty.</param>
/// <param name="Skewness">What it has to do with |skewness|, a rival score.</param>
/// <param name="Kurtosis">What it has to do with |excess kurtosis|, another.</param>
/// <param name="TopNegative">
/// Mean over the top neurons of the share of tokens with a negative pre-activation, 0 to 1; Student's t.
/// </param>
/// <param name="RestNegative">The same over all other neurons.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record DiscoveryResult(
    DiscoverySettings Settings, ResultSource Source, NeuronScores Scores, NeuronSet Top,
    IReadOnlyList<NeuronPreActivations> Samples, StandingOut Standing, DifficultyCorrelation Difficulty,
    RivalScore Skewness, RivalScore Kurtosis, Estimate TopNegative, Estimate RestNegative)
{
    internal bool IsTop(NeuronScore neuron) => Top[neuron.Layer].Contains(neuron.Neuron);
}

/// <summary>How the Wasserstein distance goes with another score of a neuron: Spearman's rho.</summary>
/// <param name="Name">The score.</param>
/// <param name="Within">Within layers, combined.</param>
/// <param name="ByLayer">In each layer; null where too few neurons have both.</param>
/// <param name="Pooled">Over all neurons.</param>
public sealed record RivalScore(string Name, Estimate Within, IReadOnlyList<double?> ByLayer, Estimate Pooled);

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
