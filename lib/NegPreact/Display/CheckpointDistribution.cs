namespace NegPreact;

/// <summary>The distributions at one step of training.</summary>
/// <param name="Step">After how many steps.</param>
/// <param name="Groups">The values of each group, in the order of the groups' names.</param>
public sealed record CheckpointDistribution(long Step, IReadOnlyList<IReadOnlyList<double>> Groups);
