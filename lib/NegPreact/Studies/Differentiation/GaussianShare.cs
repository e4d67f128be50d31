using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>
/// How much of a separation would lie below zero in a neuron of the same mean and standard deviation without a shape of
/// its own.
/// </summary>
/// <remarks>
/// A neuron whose mean is below zero has most of its pairs below zero, whichever they are. Of two independent values of
/// a Gaussian with mean m and standard deviation s the midpoint is Gaussian with mean m and standard deviation
/// s / sqrt(2) however far apart the two are, so that what mean and spread explain is known exactly, without sampling,
/// for a pair of any distance; other pairs of the same neuron as the comparison would also take away its shape, by
/// which a Wasserstein neuron differs from others.
/// </remarks>
internal static class GaussianShare
{
    /// <summary>The expected share below zero of two values that lie this far apart, 0 to 1.</summary>
    /// <param name="distance">How far apart, above 0.</param>
    /// <param name="mean">The neuron's mean, in the same unit.</param>
    /// <param name="deviation">Its standard deviation, above 0.</param>
    public static double Of(double distance, double mean, double deviation)
    {
        // The share is the part of the way from one value to the other that lies below zero: the mean over t between
        // -d/2 and d/2 of the chance that midpoint + t < 0.
        var spread = deviation / Math.Sqrt(2);
        return Math.Clamp(
            spread / distance * (
            Integral(((distance / 2) - mean) / spread) - Integral(((-distance / 2) - mean) / spread)),
            0, 1);
    }

    // Of the standard Gaussian's distribution function, from minus infinity.
    private static double Integral(double z) => (z * Normal.CDF(0, 1, z)) + Normal.PDF(0, 1, z);
}
