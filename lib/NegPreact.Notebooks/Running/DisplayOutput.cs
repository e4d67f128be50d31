namespace NegPreact.Notebooks.Running;

/// <summary>A value that a cell displayed, or its result.</summary>
/// <param name="Data">Mime type to text, most wanted first; never empty.</param>
/// <param name="IsResult">True for the cell's trailing expression, false for a call of <c>display</c>.</param>
public sealed record DisplayOutput(IReadOnlyDictionary<string, string> Data, bool IsResult) : CellOutput;
