namespace NegPreact;

/// <summary>
/// What a neuron's standardised values are compared with. There are two: the standard Gaussian itself, or a sample.
/// </summary>
public sealed class GaussianReference
{
    private GaussianReference(double[]? sample) => SortedSample = sample;

    /// <summary>N(0, 1) itself, by its quantile function: no sampling noise. The default everywhere.</summary>
    public static GaussianReference ExactGaussian { get; } = new(null);

    internal double[]? SortedSample { get; }

    /// <summary>
    /// Numbers drawn from N(0, 1), as the paper's code does. They are used as they are, not standardised; their noise
    /// adds in the order of 1/sqrt(count) sigma to a Gaussian neuron's distance.
    /// </summary>
    /// <param name="values">The drawn numbers, any order, at least one.</param>
    /// <exception cref="NegPreactException">No value, or one that is not finite.</exception>
    public static GaussianReference Sample(ReadOnlySpan<double> values)
    {
        FiniteValues.Check(values, "The Gaussian sample");
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return new GaussianReference(sorted);
    }
}
