namespace NegPreact.Notebooks;

/// <summary>One cell of a notebook.</summary>
/// <param name="Kind">Prose or code.</param>
/// <param name="Source">The text, without blank lines around it; lines end with a line feed.</param>
/// <param name="FirstLine">The line of the file on which <paramref name="Source"/> begins, counted from 1.</param>
public sealed record DibCell(CellKind Kind, string Source, int FirstLine);
