namespace NegPreact;

/// <summary>Two tokens whose inputs are close and whose pre-activations in one neuron are far apart.</summary>
/// <param name="First">The token with the lower pre-activation.</param>
/// <param name="Second">The other.</param>
/// <param name="InputDistance">Distance of the projection's inputs, as a multiple of the median over all sampled pairs of the layer.</param>
/// <param name="OutputDistance">Distance of the pre-activations, as a multiple of the median over all sampled pairs of the neuron.</param>
/// <param name="FirstValue">The first token's pre-activation.</param>
/// <param name="SecondValue">The second token's.</param>
public sealed record SeparatedPair(
    TokenInContext First, TokenInContext Second, double InputDistance, double OutputDistance, double FirstValue, double SecondValue)
{
    /// <summary>Share of the distance of two pre-activations that lies below zero: |min(a, 0) - min(b, 0)| / |a - b|, 0 to 1.</summary>
    /// <returns>NaN where the two are equal.</returns>
    public static double ShareBelowZero(double a, double b) => Math.Abs(Math.Min(a, 0) - Math.Min(b, 0)) / Math.Abs(a - b);

    /// <summary>The share of this pair.</summary>
    public double Share => ShareBelowZero(FirstValue, SecondValue);
}
