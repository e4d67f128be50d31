using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>
/// How much of a separation would lie below zero in a neuron whose close pairs lie in the same place, but which has no
/// shape of its own.
/// </summary>
/// <remarks>
/// A neuron whose mean is below zero has most of its pairs below zero, whichever they are. In a Gaussian neuron the
/// midpoint of a pair is Gaussian and independent of how far apart the two values are, so that what the midpoints' mean
/// and standard deviation explain follows from a formula, for a pair of any distance. They are those of the neuron's
/// close pairs, since tokens with close inputs have correlated values: with a correlation r the midpoints' standard
/// deviation is s sqrt((1 + r) / 2), and not that of independent tokens. Other pairs of the same neuron as the
/// comparison would also take away its shape, by which a Wasserstein neuron differs from others.
/// </remarks>
internal static class GaussianShare
{
    /// <summary>The expected share below zero of two values that lie this far apart, 0 to 1.</summary>
    /// <param name="distance">How far apart, above 0.</param>
    /// <param name="mean">The mean of the midpoints of the neuron's close pairs, in the same unit.</param>
    /// <param name="deviation">Their standard deviation, above 0.</param>
    public static double Of(double distance, double mean, double deviation)
    {
        // The share is the part of the way from one value to the other that lies below zero: the mean over t between
        // -d/2 and d/2 of the chance that midpoint + t < 0.
        return Math.Clamp(
            deviation / distance * (
            Integral(((distance / 2) - mean) / deviation) - Integral(((-distance / 2) - mean) / deviation)),
            0, 1);
    }

    // Of the standard Gaussian's distribution function, from minus infinity.
    private static double Integral(double z) => (z * Normal.CDF(0, 1, z)) + Normal.PDF(0, 1, z);
}
