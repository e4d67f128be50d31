namespace NegPreact.Notebooks.Running;

/// <summary>Text that a cell wrote to the console, in one piece as long as nothing else came between.</summary>
/// <param name="IsError">True for standard error.</param>
/// <param name="Text">The text as written.</param>
public sealed record StreamOutput(bool IsError, string Text) : CellOutput;
