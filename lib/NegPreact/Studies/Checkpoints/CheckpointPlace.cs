namespace NegPreact;

/// <summary>A model as it was after some steps of its training.</summary>
/// <param name="Step">After how many steps.</param>
/// <param name="Model">Where it is: a folder, or a name of the Hub with its revision.</param>
public sealed record CheckpointPlace(long Step, string Model);
