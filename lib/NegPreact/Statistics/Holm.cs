namespace NegPreact;

/// <summary>Holm's step-down correction for testing several hypotheses at once (Holm 1979).</summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p-values, in the order given: reject what lies at or below the wanted level, and the chance of even one
    /// false rejection stays below it. The k-th smallest of m is multiplied by m - k + 1, never falls below a smaller
    /// one's, and stays at most 1.
    /// </summary>
    /// <param name="pValues">One p-value a hypothesis.</param>
    /// <exception cref="NegPreactException">A value is not a probability.</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        for (var i = 0; i < pValues.Count; i++)
            if (pValues[i] is not (>= 0 and <= 1))
                throw new NegPreactException(
                    ErrorKind.Statistics, $"Holm's correction was given {pValues[i]} as p-value {i}; p-values lie "
                    + "between 0 and 1.");

        var adjusted = new double[pValues.Count];
        var (largest, left) = (0.0, pValues.Count);
        foreach (var i in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            largest = Math.Max(largest, Math.Min(1, pValues[i] * left--));
            adjusted[i] = largest;
        }
        return adjusted;
    }
}
