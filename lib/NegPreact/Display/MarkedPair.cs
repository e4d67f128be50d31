namespace NegPreact;

/// <summary>Two tokens marked on a neuron's histogram.</summary>
/// <param name="FirstText">The token with the lower pre-activation.</param>
/// <param name="First">Its pre-activation, as the model computes it.</param>
/// <param name="SecondText">The other token.</param>
/// <param name="Second">Its pre-activation.</param>
public sealed record MarkedPair(string FirstText, double First, string SecondText, double Second);
