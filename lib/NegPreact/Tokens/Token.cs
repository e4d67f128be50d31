namespace NegPreact.Tokens;

/// <summary>One token of a text.</summary>
/// <remarks>
/// A character whose bytes fall into several tokens belongs to all of them: each has the offsets of the whole
/// character, so neighbours may overlap. The same holds for characters that the tokenizer's NFC normalizer rewrites
/// together. A token that stands for nothing in the text (an added beginning of text) has an empty range.
/// </remarks>
/// <param name="Id">The token's id.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units (indices of a C# string).</param>
/// <param name="End">Where it ends, exclusive.</param>
public readonly record struct Token(int Id, int Start, int End);
