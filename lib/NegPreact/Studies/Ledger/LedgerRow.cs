namespace NegPreact;

/// <summary>A claim and where it was measured.</summary>
/// <param name="Claim">The claim with its estimate and verdict.</param>
/// <param name="Notebook">The notebook that showed it ("04-controls").</param>
/// <param name="Cell">The cell, counted from 1 over cells of both kinds.</param>
/// <param name="Seconds">
/// How long the notebook takes from its beginning to the end of that cell if it reads no stored result.
/// </param>
public sealed record LedgerRow(Claim Claim, string Notebook, int Cell, double Seconds);
