namespace NegPreact;

/// <summary>How much lower the accuracy on one kind of item is.</summary>
/// <param name="Name">The phenomenon or task.</param>
/// <param name="Items">How many items.</param>
/// <param name="Accuracy">The difference, a share of the items, with its 95 % interval.</param>
/// <param name="PValue">
/// Of no difference: McNemar's exact test, or against the mean of several sets, which it takes as given, a paired permutation test.
/// </param>
/// <param name="AdjustedPValue">The same after Holm's correction over the groups.</param>
public sealed record GroupLoss(string Name, int Items, Estimate Accuracy, double PValue, double AdjustedPValue);
