namespace NegPreact.Parity;

/// <summary>How far own numbers are from the reference's.</summary>
/// <param name="Name">What was compared, as the reference folder names it.</param>
/// <param name="Count">How many numbers were compared.</param>
/// <param name="Absolute">The largest difference; NaN where any of them is.</param>
/// <param name="Relative">
/// The largest difference as a share of the reference's largest magnitude, or the difference itself where that is 0.
/// </param>
/// <param name="IsScore">
/// Whether these are scores (perplexity, sums over a sentence), which are judged by the relative difference: their size
/// grows with the text. Tensors are judged by the absolute one.
/// </param>
public sealed record Difference(string Name, int Count, double Absolute, double Relative, bool IsScore)
{
    /// <summary>Compares number by number.</summary>
    /// <exception cref="NegPreactException">There are not as many of one as of the other.</exception>
    internal static Difference Of(
        string name, IReadOnlyList<double> expected, IReadOnlyList<double> actual, bool isScore)
    {
        if (expected.Count != actual.Count || expected.Count == 0)
            throw new NegPreactException(
                ErrorKind.Reference, $"The reference has {expected.Count} numbers for {name} where {actual.Count} were "
                + "computed; its files do not belong together.");
        // Math.Max passes NaN on.
        var absolute = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Aggregate(Math.Max);
        var scale = expected.Max(Math.Abs);
        return new Difference(name, expected.Count, absolute, scale > 0 ? absolute / scale : absolute, isScore);
    }

    /// <summary>
    /// Whether the numbers agree: tensors by their absolute, scores by their relative difference; NaN never does.
    /// </summary>
    /// <param name="tolerance">The largest difference that passes.</param>
    public bool IsWithin(double tolerance) => (IsScore ? Relative : Absolute) <= tolerance;
}
