namespace NegPreact;

/// <summary>
/// The paper's measure of a neuron (its code: `calculate_WD` in utils/metrics.py): how far the distribution of its
/// pre-activations over tokens is from a Gaussian, as 1-Wasserstein distance after standardising with the population
/// standard deviation. Unit: sigma, the neuron's own standard deviation. It does not change when all values are shifted
/// or multiplied by a positive number.
/// </summary>
public static class WassersteinDistance
{
    /// <summary>The distance of a neuron's values, in sigma; missing for a neuron that does not vary.</summary>
    /// <param name="values">One value a token, any order.</param>
    /// <param name="reference">What to compare with; the exact Gaussian where none is given.</param>
    /// <exception cref="NegPreactException">
    /// No values, one that is not finite, or a spread beyond float64's reach.
    /// </exception>
    public static ScoreValue Of(ReadOnlySpan<double> values, GaussianReference? reference = null)
    {
        FiniteValues.Check(values, "A neuron");
        return OfOwned(values.ToArray(), CentralMoments.Of(values), reference ?? GaussianReference.ExactGaussian);
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{double}, GaussianReference?)"/>
    public static ScoreValue Of(ReadOnlySpan<float> values, GaussianReference? reference = null)
    {
        FiniteValues.Check(values, "A neuron");
        return OfFinite(values, FloatMoments.Of(values), reference ?? GaussianReference.ExactGaussian);
    }

    /// <summary>
    /// W1 between two samples as they are, not standardised: the area between their distribution functions. The lengths
    /// may differ.
    /// </summary>
    /// <param name="first">The one sample, any order.</param>
    /// <param name="second">The other sample, any order.</param>
    /// <returns>The distance in the samples' unit.</returns>
    /// <exception cref="NegPreactException">A sample is empty or holds a value that is not finite.</exception>
    public static double Between(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        FiniteValues.Check(first, "The first sample");
        FiniteValues.Check(second, "The second sample");
        double[] a = [.. first], b = [.. second];
        Array.Sort(a);
        Array.Sort(b);
        return BetweenSorted(a, b);
    }

    /// <summary>The distance of finite values whose moments are known.</summary>
    internal static ScoreValue OfFinite(
        ReadOnlySpan<float> values, in CentralMoments moments, GaussianReference reference)
    {
        if (reference.SortedSample is null)
            return moments.StandardDeviation == 0 ? Constant : ScoreValue.Of(BucketDistance.Of(values, moments));
        var doubles = new double[values.Length];
        for (var i = 0; i < doubles.Length; i++)
            doubles[i] = values[i];
        return OfOwned(doubles, moments, reference);
    }

    // The values are overwritten.
    private static ScoreValue OfOwned(Span<double> values, in CentralMoments moments, GaussianReference reference)
    {
        var sigma = moments.StandardDeviation;
        if (sigma == 0)
            return Constant;
        foreach (ref var value in values)
            value = moments.FromMean(value) / sigma;
        values.Sort();
        return ScoreValue.Of(reference.SortedSample is { } sample
            ? BetweenSorted(values, sample)
            : GaussianQuantiles.For(values.Length).DistanceTo(values));
    }

    internal static ScoreValue Constant { get; } =
        ScoreValue.Missing(
        "no Wasserstein distance: the neuron has the same value on every token, so it has no standard deviation");

    private static double BetweenSorted(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var area = 0.0;
        var at = Math.Min(a[0], b[0]);
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            var fromA = j == b.Length || (i < a.Length && a[i] <= b[j]);
            var next = fromA ? a[i] : b[j];
            area += Math.Abs(((double)i / a.Length) - ((double)j / b.Length)) * (next - at);
            at = next;
            _ = fromA ? i++ : j++;
        }
        return area;
    }
}
