namespace NegPreact;

/// <summary>One state of the model and what was measured in it.</summary>
/// <param name="Perplexity">How well it predicts the text.</param>
/// <param name="Scores">How it did on each ability.</param>
/// <param name="Control">What was ablated, and how well it matches the target; null for the untouched model and for the target.</param>
public sealed record Condition(
    Perplexity Perplexity, IReadOnlyDictionary<Ability, ItemScores> Scores, ControlSet? Control = null);
