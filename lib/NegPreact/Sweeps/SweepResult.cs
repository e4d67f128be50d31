namespace NegPreact.Sweeps;

/// <summary>
/// What one unit of a sweep found, item by item, so that conditions can be compared on the same items.
/// </summary>
/// <param name="LayerCounts">How many neurons of each layer were ablated; null for the untouched model.</param>
/// <param name="NeuronsSha256">SHA-256 of their indices; null for the untouched model.</param>
/// <param name="MatchReached">
/// Whether a perplexity-matched control reached the target's perplexity; null for the others.
/// </param>
/// <param name="MatchLeft">Its mean loss minus the target's, nats per token; null for the others.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Values">
/// The loss of each window, or the margin of each item: how much likelier the right one is than the (best) wrong one.
/// </param>
/// <param name="Right">Whether each item counts as right; null for windows.</param>
public sealed record SweepResult(
    IReadOnlyList<int>? LayerCounts, string? NeuronsSha256, bool? MatchReached, double? MatchLeft, string Unit,
    IReadOnlyList<double> Values,
    IReadOnlyList<bool>? Right);
