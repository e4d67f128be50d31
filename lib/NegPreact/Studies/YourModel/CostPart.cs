namespace NegPreact;

/// <summary>What one experiment will cost.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="TextPasses">How often the text is run; parts of it count as parts.</param>
/// <param name="PairPasses">How often the pairs are scored.</param>
/// <param name="Seconds">How long that takes according to the trial, seconds.</param>
public sealed record CostPart(string Name, double TextPasses, int PairPasses, double Seconds);
