namespace NegPreact;

/// <summary>One syntactic word of a text, as Universal Dependencies count them (<c>don't</c> is two).</summary>
/// <param name="Form">Its characters.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units (indices of a C# string).</param>
/// <param name="End">Where it ends, exclusive.</param>
public readonly record struct Word(string Form, int Start, int End);
