namespace NegPreact;

/// <summary>The rival scores: what is plain in a neuron's values without any distance to a Gaussian.</summary>
/// <param name="Count">Number of values (tokens).</param>
/// <param name="Mean">Their mean, in the pre-activation's own unit.</param>
/// <param name="StandardDeviation">Their population standard deviation (divided by n), same unit.</param>
/// <param name="Skewness">Population skewness, no unit; 0 for a Gaussian, null for a constant neuron.</param>
/// <param name="ExcessKurtosis">
/// Population kurtosis less 3, no unit; 0 for a Gaussian, null for a constant neuron.
/// </param>
/// <param name="NegativeFraction">Share of values below 0, from 0 to 1.</param>
/// <param name="PositiveFraction">
/// Share of values above 0 (the activation frequency), from 0 to 1; with the negative share it falls short of 1 by the
/// exact zeros.
/// </param>
public readonly record struct NeuronMoments(
    long Count, double Mean, double StandardDeviation, double? Skewness, double? ExcessKurtosis,
    double NegativeFraction,
    double PositiveFraction)
{
    /// <summary>The moments of a neuron's values.</summary>
    /// <param name="values">One value a token, any order.</param>
    /// <exception cref="NegPreactException">
    /// No values, one that is not finite, or a spread beyond float64's reach.
    /// </exception>
    public static NeuronMoments Of(ReadOnlySpan<double> values)
    {
        FiniteValues.Check(values, "A neuron");
        return CentralMoments.Of(values).ToNeuronMoments();
    }
}
