using NegPreact.Tokens;

namespace NegPreact;

/// <summary>
/// A text's tokens as <see cref="Corpus.Encode"/> gives them, each with the word that it belongs to: all pieces of a
/// word take its part of speech and label (paper, section on parts of speech).
/// </summary>
internal sealed class TaggedTokens
{
    private readonly Corpus corpus;
    private readonly List<(int Document, Token Token, int Word)> tokens = [];
    private readonly List<AnnotatedWord> words = [];

    private TaggedTokens(Corpus corpus) => this.corpus = corpus;

    public int Count => tokens.Count;

    /// <summary>The words of all documents; tokens name them by their place here.</summary>
    public IReadOnlyList<AnnotatedWord> Words => words;

    /// <summary>Tags and parses a text.</summary>
    public static TaggedTokens Of(Corpus corpus, Tokenizer tokenizer, CancellationToken cancellation)
    {
        using var progress = Progress.Start("Tagging the text", corpus.Documents.Count);
        var tagged = new TaggedTokens(corpus);
        foreach (var (d, document) in corpus.Documents.Index())
        {
            tagged.Add(tokenizer, d, Annotation.Of(document, cancellation));
            progress.Report(d + 1);
        }

        return tagged;
    }

    /// <summary>A text of one document whose words are known.</summary>
    public static TaggedTokens Of(Corpus corpus, Tokenizer tokenizer, IReadOnlyList<AnnotatedWord> words)
    {
        var tagged = new TaggedTokens(corpus);
        tagged.Add(tokenizer, 0, words);
        return tagged;
    }

    public int Id(int token) => tokens[token].Token.Id;

    /// <summary>The place of a token's word, or -1 where it has none.</summary>
    public int WordOf(int token) => tokens[token].Word;

    /// <summary>
    /// The characters of a token and up to this many before and after it, line breaks shown as spaces.
    /// </summary>
    public (string Before, string Text, string After) Context(int token, int characters)
    {
        var (d, at, _) = tokens[token];
        var text = corpus.Documents[d];
        return (Part(Math.Max(0, at.Start - characters), at.Start), Part(at.Start, at.End),
            Part(at.End, Math.Min(text.Length, at.End + characters)));
        string Part(int from, int to) => text[from..to].ReplaceLineEndings(" ");
    }

    private void Add(Tokenizer tokenizer, int document, IReadOnlyList<AnnotatedWord> annotated)
    {
        var pieces = tokenizer.EncodeWithOffsets(corpus.Documents[document], addSpecialTokens: false);
        var aligned = WordAlignment.Align(tokenizer, pieces, [.. annotated.Select(w => w.Word)]);
        for (var t = 0; t < pieces.Count; t++)
            tokens.Add((document, pieces[t], aligned[t].Word is { } word ? words.Count + word : -1));
        if (tokenizer.EndOfTextId is { } end)
            tokens.Add((document, new Token(end, corpus.Documents[document].Length, corpus.Documents[document].Length),
                -1));
        words.AddRange(annotated);
    }
}
