namespace NegPreact;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it follows.</param>
/// <param name="Points">Its points, in any order; one whose value is missing leaves a gap.</param>
public sealed record LineSeries(string Name, IReadOnlyList<LinePoint> Points);
