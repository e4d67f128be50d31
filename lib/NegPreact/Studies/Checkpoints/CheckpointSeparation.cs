namespace NegPreact;

/// <summary>The separation below zero at a step of training.</summary>
/// <param name="Layers">By layer and last over all; empty where it cannot be measured.</param>
/// <param name="Missing">Why it cannot be measured; null where it is.</param>
internal sealed record CheckpointSeparation(IReadOnlyList<LayerSeparation> Layers, string? Missing);
