namespace NegPreact;

/// <summary>A measured value and the interval around it.</summary>
/// <param name="Value">The statistic on the data as they are.</param>
/// <param name="Interval">Where it may truly lie.</param>
public sealed record Estimate(double Value, Interval Interval);
