namespace NegPreact;

/// <summary>One pass of a search over the text.</summary>
/// <param name="Count">Number of neurons ablated.</param>
/// <param name="MeanLoss">Mean loss, nats per token.</param>
public sealed record CountLoss(int Count, double MeanLoss);
