namespace NegPreact;

/// <summary>
/// Divides text into sentences and words as the English Web Treebank does (<c>do</c> <c>n't</c>, <c>John</c> <c>'s</c>,
/// <c>15</c> <c>-</c> <c>year</c>, but <c>e-mail</c> and web addresses whole). It has learned from the treebank where
/// words and sentences end, so no list of rules stands behind it. Safe for several threads. Accuracy:
/// <c>data/tagger/README.md</c>.
/// </summary>
public sealed class WordTokenizer
{
    internal const string FileName = "words.bin";
    internal const string Kind = "NPWRD001";

    /// <summary>The classes of the two decisions: no word end, word end; no sentence end, sentence end.</summary>
    internal const int Classes = 4;

    // A line break after one of these ends a sentence; after anything else the line was only too long.
    private const string Closing = ".!?…:;\"'”’)]*";

    private static readonly Lazy<WordTokenizer> Found = new(() => Load("data/tagger"));

    private readonly LinearModel model;

    internal WordTokenizer(LinearModel model) => this.model = model;

    /// <summary>The tokenizer that comes with the project, trained on the English Web Treebank.</summary>
    /// <exception cref="NegPreactException">Its file is missing or damaged.</exception>
    public static WordTokenizer BuiltIn => Found.Value;

    /// <summary>Reads a word tokenizer.</summary>
    /// <param name="folder">A folder that <c>negpreact train-tagger</c> wrote.</param>
    /// <exception cref="NegPreactException">The file is missing or damaged.</exception>
    public static WordTokenizer Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new WordTokenizer(
            ModelFile.Read(Path.Combine(Repository.Resolve(folder), FileName), Kind, LinearModel.Read));
    }

    /// <summary>
    /// The sentences of a text, each as its words. Every character but white space belongs to exactly one word.
    /// </summary>
    /// <param name="text">
    /// Any text. An empty line always ends a sentence; a single line break does after a closing punctuation mark, and
    /// is a space otherwise.
    /// </param>
    public IReadOnlyList<IReadOnlyList<Word>> Sentences(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<IReadOnlyList<Word>> sentences = [];
        List<Word> sentence = [];
        var openQuote = false;
        for (var at = SkipSpace(text, 0); at < text.Length;)
        {
            var end = WordEnd(text, at);
            var before = sentence.Count > 0 ? sentence[^1].Start..sentence[^1].End : 0..0;
            sentence.Add(new Word(text[at..end], at, end));
            openQuote ^= sentence[^1].Form is "\"";
            var next = SkipSpace(text, end);
            if (next == text.Length || IsForcedEnd(text, end, next) || SentenceEnds(
                text, before, at..end, next, sentence.Count, openQuote))
            {
                sentences.Add(sentence);
                (sentence, openQuote) = ([], false);
            }
            at = next;
        }
        return sentences;
    }

    internal static int RunEnd(string text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    internal static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    internal static bool IsForcedEnd(string text, int end, int next) => text.AsSpan(end, next - end).Count('\n') switch
    {
        0 => false,
        1 => Closing.Contains(text[end - 1], StringComparison.Ordinal),
        _ => true,
    };

    // A word never ends inside a surrogate pair or before a combining mark.
    internal static bool CanBreak(string text, int at) =>
        !char.IsLowSurrogate(text[at])
        && char.GetUnicodeCategory(text, at) is not (
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark
        or System.Globalization.UnicodeCategory.Format)
        && text[at] != '\uFE0F' && text[at - 1] != '\u200D';

    private int WordEnd(string text, int start)
    {
        Span<uint> keys = stackalloc uint[BreakFeatures.Most];
        var runStart = start;
        while (runStart > 0 && !char.IsWhiteSpace(text[runStart - 1]))
            runStart--;
        var runEnd = RunEnd(text, start);
        for (var at = start + 1; at < runEnd; at++)
            if (CanBreak(text, at) && Decide(keys[..BreakFeatures.Inside(text, runStart..runEnd, start, at, keys)], 0))
                return at;
        return runEnd;
    }

    private bool SentenceEnds(string text, Range before, Range word, int next, int length, bool openQuote)
    {
        Span<uint> keys = stackalloc uint[BreakFeatures.Most];
        return Decide(keys[..BreakFeatures.After(text, before, word, next, length, openQuote, keys)], 2);
    }

    private bool Decide(ReadOnlySpan<uint> keys, int no)
    {
        Span<int> scores = stackalloc int[Classes];
        model.Score(keys, scores);
        return scores[no + 1] > scores[no];
    }

    internal void Save(string folder) => ModelFile.Write(Path.Combine(folder, FileName), Kind, model.Write);
}
