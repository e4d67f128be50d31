namespace NegPreact;

/// <summary>One reading of a sentence's tokens.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Its unit ("bits"); empty for a pure number.</param>
/// <param name="Values">One value per token; null where there is none.</param>
/// <param name="IsChange">
/// Whether values lie on both sides of zero and are shaded in two colours, with their sign; else the shade is for size
/// alone.
/// </param>
public sealed record StripRow(string Name, string Unit, IReadOnlyList<double?> Values, bool IsChange = false);
