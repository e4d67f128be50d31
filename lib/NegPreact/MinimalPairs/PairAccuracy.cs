namespace NegPreact;

/// <summary>How often a model prefers the grammatical sentence, in some pairs of a suite.</summary>
/// <param name="Name">The paradigm or phenomenon, or the suite.</param>
/// <param name="Pairs">How many pairs.</param>
/// <param name="Accuracy">
/// The share of pairs that count as right, with Wilson's 95 % interval, which takes pairs for independent draws.
/// </param>
/// <param name="Ties">Pairs with exactly equal scores; the convention says what they count for.</param>
/// <param name="MedianMargin">
/// The median of good - bad, in the convention's unit (nats per sentence or nats per token).
/// </param>
public sealed record PairAccuracy(string Name, int Pairs, Estimate Accuracy, int Ties, double MedianMargin)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}: {100 * Accuracy.Value:F1} % [{100 * Accuracy.Interval.Low:F1}, {100 * Accuracy.Interval.High:F1}] of "
        + $"{Pairs} pairs, {Ties} ties";
}
