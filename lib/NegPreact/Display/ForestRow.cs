namespace NegPreact;

/// <summary>An estimate in a forest plot.</summary>
/// <param name="Name">What it is of (a phenomenon, a control).</param>
/// <param name="Estimate">The value and its interval.</param>
/// <param name="Series">
/// Estimates of one series share a colour; those of one name and several series stand beneath each other.
/// </param>
public sealed record ForestRow(string Name, Estimate Estimate, string Series = "");
