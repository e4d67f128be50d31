namespace NegPreact.Notebooks.Running;

/// <summary>Why a cell did not end well.</summary>
/// <param name="Name">The exception's type, <c>CompilationError</c> or <c>Cancelled</c>.</param>
/// <param name="Message">One message for a person.</param>
/// <param name="Line">The line of the <c>.dib</c> file, counted from 1.</param>
/// <param name="Trace">
/// Further lines: the frames that lie in the notebook, or all compiler errors. For the library's own exceptions, whose
/// message says all, only the page where more is to be read.
/// </param>
public sealed record ErrorOutput(string Name, string Message, int Line, IReadOnlyList<string> Trace) : CellOutput;
