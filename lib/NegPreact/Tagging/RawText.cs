using System.Text;

namespace NegPreact;

/// <summary>The running text of a treebank, with the gold words at their places in it.</summary>
/// <param name="Text">Sentences as they follow each other; an empty line stands between paragraphs.</param>
/// <param name="Sentences">The words, with places in <paramref name="Text"/> instead of their sentence's.</param>
internal sealed record RawText(string Text, IReadOnlyList<IReadOnlyList<ConlluWord>> Sentences)
{
    public static RawText Of(IEnumerable<ConlluSentence> sentences)
    {
        var text = new StringBuilder();
        var placed = new List<IReadOnlyList<ConlluWord>>();
        foreach (var sentence in sentences)
        {
            if (sentence.BeginsParagraph && text.Length > 0)
                text.Append("\n\n");
            var start = text.Length;
            placed.Add([.. sentence.Words.Select(
                w => w with { Word = w.Word with { Start = start + w.Word.Start, End = start + w.Word.End } })]);
            text.Append(sentence.Text);
        }
        return new RawText(text.ToString(), placed);
    }
}
