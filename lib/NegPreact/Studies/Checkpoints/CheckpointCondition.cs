namespace NegPreact;

/// <summary>What was measured in one condition of a model at one step.</summary>
/// <param name="WindowLosses">Mean loss of each window of the text, nats per token.</param>
/// <param name="Scores">How it did on the pairs of each ability.</param>
public sealed record CheckpointCondition(IReadOnlyList<double> WindowLosses, IReadOnlyDictionary<Ability, ItemScores> Scores);
