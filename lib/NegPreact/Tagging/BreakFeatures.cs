namespace NegPreact;

/// <summary>
/// The features of the word tokenizer's two decisions: does a word end inside a run of characters, and does a sentence
/// end after a word.
/// </summary>
internal static class BreakFeatures
{
    /// <summary>No decision has more features than this.</summary>
    public const int Most = 40;

    // The templates of the second decision are numbered apart from those of the first.
    private const int SentenceTemplates = 100;

    // How far a part of a run is looked at: web addresses are told by their nearer end.
    private const int Reach = 20;

    /// <summary>Fills in the keys of the question whether a word ends before <paramref name="at"/>.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="run">The run of characters without white space around the place.</param>
    /// <param name="wordStart">Where the word so far begins.</param>
    /// <param name="at">The place, inside the run.</param>
    /// <param name="keys">At least <see cref="Most"/> places.</param>
    public static int Inside(ReadOnlySpan<char> text, Range run, int wordStart, int at, Span<uint> keys)
    {
        var list = new KeyWriter(keys);
        var (start, end) = (run.Start.Value, run.End.Value);
        ulong l1 = Lower(text, at - 1, start, end), l2 = Lower(text, at - 2, start, end),
            l3 = Lower(text, at - 3, start, end);
        ulong r1 = Lower(text, at, start, end), r2 = Lower(text, at + 1, start, end),
            r3 = Lower(text, at + 2, start, end);
        ulong before = Kind(text[at - 1]), after = Kind(text[at]);
        var kinds = FeatureHash.Add(before, after);
        var word = text[Math.Max(wordStart, at - Reach)..at];
        var rest = text[at..Math.Min(end, at + Reach)];
        var (wordHash, wordShape) = Hashes(word);
        var (restHash, restShape) = Hashes(rest);
        var isAddress = text[start..end] is var whole
            && (whole.Contains('@') || whole.Contains("://", StringComparison.Ordinal) || whole.Contains(
            "www", StringComparison.OrdinalIgnoreCase)) ? 1UL : 0UL;
        list.Add(l1, r1);
        list.Add(l2, l1, r1);
        list.Add(l1, r1, r2);
        list.Add(FeatureHash.Add(l2, l1), r1, r2);
        list.Add(FeatureHash.Add(l3, l2), l1, r1);
        list.Add(l1, r1, FeatureHash.Add(r2, r3));
        list.Add(l3, l2, l1);
        list.Add(r1, r2, r3);
        list.Add(kinds);
        list.Add(kinds, isAddress);
        list.Add(l1, r1, isAddress);
        list.Add(wordHash);
        list.Add(wordHash, r1);
        list.Add(wordHash, after);
        list.Add(restHash);
        list.Add(restHash, l1);
        list.Add(restHash, before);
        list.Add(wordHash, restHash);
        list.Add(wordShape, restShape);
        list.Add(wordShape, r1);
        list.Add(restShape, l1);
        list.Add(wordShape, after, (ulong)Math.Min(word.Length, 8));
        list.Add(before, restShape, (ulong)Math.Min(rest.Length, 8));
        list.Add(wordShape, restHash);
        return list.Count;
    }

    /// <summary>Fills in the keys of the question whether a sentence ends after a word.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="before">The word before, or an empty range.</param>
    /// <param name="word">The word.</param>
    /// <param name="next">Where the text goes on after white space.</param>
    /// <param name="length">Words in the sentence so far.</param>
    /// <param name="openQuote">Whether the sentence has an odd number of double quotation marks.</param>
    /// <param name="keys">At least <see cref="Most"/> places.</param>
    public static int After(
        ReadOnlySpan<char> text, Range before, Range word, int next, int length, bool openQuote, Span<uint> keys)
    {
        var list = new KeyWriter(keys, SentenceTemplates);
        var (w, shape) = Hashes(text[word]);
        var (b, _) = Hashes(text[before]);
        var end = next;
        while (end < text.Length && end < next + Reach && !char.IsWhiteSpace(text[end]))
            end++;
        var following = text[next..end];
        var (n, nextShape) = Hashes(following);
        var first = Kind(text[next]);
        var gap = next > word.End.Value ? 1UL : 0UL;
        var long1 = (ulong)(length switch { < 3 => length, < 6 => 3, < 12 => 4, < 25 => 5, _ => 6 });
        var quote = openQuote ? 1UL : 0UL;
        list.Add(w);
        list.Add(w, first);
        list.Add(w, gap, first);
        list.Add(w, n);
        list.Add(n);
        list.Add(b, w);
        list.Add(b, w, first);
        list.Add(w, long1);
        list.Add(w, first, long1);
        list.Add(w, quote, first);
        list.Add(w, quote, n);
        list.Add(shape, nextShape);
        list.Add(shape, first, long1);
        list.Add(w, nextShape);
        list.Add(first, long1);
        list.Add(shape, n);
        return list.Count;
    }

    private static ulong Kind(char c) => char.IsAsciiDigit(c) ? 1UL : char.IsUpper(c) ? 2UL : char.IsLetter(c) ? 3UL
        : c;

    // Typographic apostrophes and quotation marks are treated as the plain ones, which the treebank mostly has.
    private static char Plain(char c) =>
        c switch { '’' or '‘' => '\'', '“' or '”' => '"', _ => char.ToLowerInvariant(c) };

    private static ulong Lower(ReadOnlySpan<char> text, int at, int start, int end) => at >= start && at < end
        ? Plain(text[at]) : 0UL;

    private static (ulong Hash, ulong Shape) Hashes(ReadOnlySpan<char> part)
    {
        var (hash, shape, kindBefore) = (5UL, 6UL, 0UL);
        foreach (var c in part)
        {
            var plain = Plain(c);
            hash = FeatureHash.Add(hash, char.IsAsciiDigit(plain) ? '0' : plain);
            var kind = Kind(c) is var k && k > 3 ? plain : k;
            if (kind != kindBefore)
                shape = FeatureHash.Add(shape, kind);
            kindBefore = kind;
        }
        return (hash, shape);
    }
}
