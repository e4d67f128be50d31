namespace NegPreact;

/// <summary>One word of a CoNLL-U sentence.</summary>
/// <param name="Word">
/// The word, with its place in the sentence's text. The words of a multiword token that its form does not spell out all
/// have the token's place.
/// </param>
/// <param name="Tag">Its part of speech; null where the file says <c>_</c>.</param>
/// <param name="Head">
/// Its head's number in the sentence, from 1, or 0 for the root; null where the file says <c>_</c>.
/// </param>
/// <param name="Relation">Its label; null where the file says <c>_</c>.</param>
public sealed record ConlluWord(Word Word, Upos? Tag, int? Head, string? Relation);
