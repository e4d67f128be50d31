namespace NegPreact;

/// <summary>How far a control's perplexity may lie from the target's.</summary>
/// <param name="Value">How far, 0 or more, in the unit.</param>
/// <param name="Unit">
/// The unit. Where a tolerance in another unit than <see cref="ToleranceUnit.ShareOfEffect"/> exceeds the target's effect, no neuron at all
/// is a match.
/// </param>
public sealed record MatchTolerance(double Value, ToleranceUnit Unit)
{
    /// <summary>How far.</summary>
    /// <exception cref="NegPreactException">It is negative or not finite.</exception>
    public double Value { get; init; } = Value >= 0 && double.IsFinite(Value)
        ? Value
        : throw new NegPreactException(ErrorKind.Control, $"A perplexity cannot be matched within {Value}; give a tolerance of 0 or more.");

    /// <summary>The same as a difference of mean losses, nats per token.</summary>
    /// <param name="denseLoss">Mean loss of the untouched model, nats per token.</param>
    /// <param name="targetLoss">Mean loss with the target ablated, nats per token.</param>
    public double InNats(double denseLoss, double targetLoss) => Unit switch
    {
        ToleranceUnit.ShareOfEffect => Value * Math.Abs(targetLoss - denseLoss),
        ToleranceUnit.RelativePerplexity => Math.Log(1 + Value),
        _ => Value,
    };
}
