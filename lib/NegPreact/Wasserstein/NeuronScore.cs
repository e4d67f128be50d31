namespace NegPreact;

/// <summary>One row per neuron: its distance to a Gaussian and the scores that rival it.</summary>
/// <param name="Layer">Layer, counted from 0.</param>
/// <param name="Neuron">Neuron within the layer, counted from 0.</param>
/// <param name="WassersteinDistance">W1 to the Gaussian in sigma; null where missing.</param>
/// <param name="WassersteinErrorBound">
/// How far the Wasserstein distance may lie from the exact one, in sigma; 0 unless it was streamed.
/// </param>
/// <param name="MappingDifficulty">Mapping difficulty, no unit; null where missing or not measured.</param>
/// <param name="Skewness">Population skewness, no unit; null for a constant neuron.</param>
/// <param name="ExcessKurtosis">Population excess kurtosis, no unit; null for a constant neuron.</param>
/// <param name="NegativeFraction">Share of pre-activations below 0, from 0 to 1.</param>
/// <param name="PositiveFraction">Share of pre-activations above 0, from 0 to 1: the activation frequency.</param>
/// <param name="Mean">Mean pre-activation.</param>
/// <param name="StandardDeviation">Population standard deviation of the pre-activation.</param>
/// <param name="MissingReason">Why a score is missing; null where none is.</param>
public sealed record NeuronScore(
    int Layer, int Neuron, double? WassersteinDistance, double WassersteinErrorBound, double? MappingDifficulty,
    double? Skewness, double? ExcessKurtosis, double NegativeFraction, double PositiveFraction, double Mean,
    double StandardDeviation, string? MissingReason);
