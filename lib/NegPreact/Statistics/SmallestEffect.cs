namespace NegPreact;

/// <summary>
/// The smallest effect that would matter: what a verdict calls negligible lies within it on both sides.
/// </summary>
/// <param name="Value">Its size, above 0, in the unit of the effect.</param>
/// <param name="Reason">Why that much.</param>
public sealed record SmallestEffect(double Value, string Reason)
{
    /// <summary>1 percentage point of accuracy.</summary>
    public static SmallestEffect Accuracy { get; } =
        new(1, "a point of accuracy is what published comparisons of such models report as a difference");

    /// <summary>5 % of perplexity.</summary>
    public static SmallestEffect Perplexity { get; } =
        new(5, "models of neighbouring sizes differ by more than 5 % of perplexity");

    /// <summary>The same as a mean loss: log(1.05), about 0.049 nats per token.</summary>
    public static SmallestEffect Loss { get; } = new(Math.Log(1.05), "as much as 5 % of perplexity");

    /// <summary>0.05 bits of surprisal per token.</summary>
    public static SmallestEffect Surprisal { get; } =
        new(0.05, "about 3.5 % of perplexity, were it the same on every token");

    /// <summary>0.1 of a correlation.</summary>
    public static SmallestEffect Correlation { get; } =
        new(0.1, "Cohen's (1988) small correlation, 1 % of the variance");

    /// <summary>5 percentage points of a share of neurons or of tokens.</summary>
    public static SmallestEffect Share { get; } = new(5, "one in twenty");

    /// <summary>0.1 standard deviations of a margin.</summary>
    public static SmallestEffect StandardDeviations { get; } = new(0.1, "half of Cohen's (1988) small effect");

    /// <summary>Its size.</summary>
    /// <exception cref="NegPreactException">It is not above 0, or not finite.</exception>
    public double Value { get; init; } = Value > 0 && double.IsFinite(Value)
        ? Value
        : throw new NegPreactException(
            ErrorKind.Statistics, $"{Value} cannot be the smallest effect that matters; give a number above 0.");
}
