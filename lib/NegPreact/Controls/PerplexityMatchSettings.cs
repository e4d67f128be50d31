namespace NegPreact;

/// <summary>How a perplexity-matched control is found.</summary>
public sealed record PerplexityMatchSettings
{
    /// <summary>How they spread over the layers.</summary>
    public CountRule Counts { get; init; } = CountRule.EqualFraction;

    /// <summary>When two perplexities are equal.</summary>
    public MatchTolerance Tolerance { get; init; } = new(0.05, ToleranceUnit.ShareOfEffect);

    /// <summary>
    /// A difference of mean losses, nats per token, that counts as none whatever the tolerance, for targets of hardly
    /// any effect. The search goes on below it all the same, so that an empty control is found only where nothing else
    /// is nearer.
    /// </summary>
    public double FloorNats { get; init; } = 0.001;

    /// <summary>Tokens a window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>
    /// On how many windows of the text the perplexities are matched, from its beginning; null for all.
    /// </summary>
    public int? Windows { get; init; }

    /// <summary>Seed of the bootstrap over windows for the interval of the difference left.</summary>
    public int BootstrapSeed { get; init; } = 1;
}

/// <summary>How the neurons of a perplexity-matched control spread over the layers.</summary>
public enum CountRule
{
    /// <summary>The same fraction of every layer; one number is searched for (paper).</summary>
    EqualFraction,

    /// <summary>
    /// In proportion to the target's count of each layer; one number is searched for, layers without a target stay
    /// untouched.
    /// </summary>
    ProportionalToTarget,

    /// <summary>
    /// One search a layer: the target is ablated in this layer alone, and as many other neurons of the layer are sought
    /// as bring the same perplexity. What all layers together bring is measured, not searched for.
    /// </summary>
    LayerByLayer,
}

/// <summary>How far a control's perplexity may lie from the target's.</summary>
/// <param name="Value">How far, 0 or more, in the unit.</param>
/// <param name="Unit">
/// The unit. Where a tolerance in another unit than <see cref="ToleranceUnit.ShareOfEffect"/> exceeds the target's
/// effect, no neuron at all is a match.
/// </param>
public sealed record MatchTolerance(double Value, ToleranceUnit Unit)
{
    /// <summary>How far.</summary>
    /// <exception cref="NegPreactException">It is negative or not finite.</exception>
    public double Value { get; init; } = Value >= 0 && double.IsFinite(Value)
        ? Value
        : throw new NegPreactException(
            ErrorKind.Control, $"A perplexity cannot be matched within {Value}; give a tolerance of 0 or more.");

    /// <summary>The same as a difference of mean losses, nats per token.</summary>
    /// <param name="denseLoss">Mean loss of the untouched model, nats per token.</param>
    /// <param name="targetLoss">Mean loss with the target ablated, nats per token.</param>
    public double InNats(double denseLoss, double targetLoss) => Unit switch
    {
        ToleranceUnit.ShareOfEffect => Value * Math.Abs(targetLoss - denseLoss),
        ToleranceUnit.RelativePerplexity => Math.Log(1 + Value),
        ToleranceUnit.Nats => Value,
        _ => throw new InvalidOperationException($"unknown unit {Unit}"),
    };
}

/// <summary>What a tolerance is measured in.</summary>
public enum ToleranceUnit
{
    /// <summary>
    /// Share of the target's own change of mean loss: 0.05 lets a rise of 0.2 nats be matched by 0.19 to 0.21.
    /// </summary>
    ShareOfEffect,

    /// <summary>
    /// Relative difference of the two perplexities: at 0.01 the larger exceeds the smaller by at most 1 %.
    /// </summary>
    RelativePerplexity,

    /// <summary>Difference of the two mean losses in nats per token.</summary>
    Nats,
}
