namespace NegPreact;

/// <summary>How the accuracy on some pairs changed.</summary>
/// <param name="Name">The phenomenon, or the suite.</param>
/// <param name="Pairs">How many pairs.</param>
/// <param name="Change">
/// After - before, a share of the pairs, with the paired bootstrap's 95 % interval over pairs.
/// </param>
/// <param name="Test">McNemar's exact test; its first is before, its second after.</param>
/// <param name="AdjustedPValue">
/// Its p-value after Holm's correction over the phenomena; for the suite as a whole, uncorrected.
/// </param>
public sealed record AccuracyChange(string Name, int Pairs, Estimate Change, McNemar Test, double AdjustedPValue);
