namespace NegPreact;

/// <summary>One sentence of a CoNLL-U file.</summary>
/// <param name="Text">
/// The text, put together from the tokens and their <c>SpaceAfter=No</c>, with the space after the last token where
/// there is one.
/// </param>
/// <param name="Words">The syntactic words; empty nodes are left out.</param>
/// <param name="BeginsParagraph">Whether the file marks a new paragraph or document before it.</param>
public sealed record ConlluSentence(string Text, IReadOnlyList<ConlluWord> Words, bool BeginsParagraph)
{
    /// <summary>The words' forms.</summary>
    public IReadOnlyList<string> Forms => [.. Words.Select(w => w.Word.Form)];
}
