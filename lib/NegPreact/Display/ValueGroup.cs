namespace NegPreact;

/// <summary>Values whose distribution is one box of a chart.</summary>
/// <param name="Name">What they have in common (a layer).</param>
/// <param name="Values">The values; missing ones (NaN) are counted and left out.</param>
public sealed record ValueGroup(string Name, IReadOnlyList<double> Values);
