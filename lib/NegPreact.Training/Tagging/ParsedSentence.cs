namespace NegPreact.Training.Tagging;

/// <summary>A sentence ready for training a parser.</summary>
/// <param name="Words">Its words with the tags that a tagger gave them.</param>
/// <param name="Heads">The head of each word from 0, the root being the number of words; no arcs cross.</param>
/// <param name="Labels">The label of each word.</param>
internal sealed record ParsedSentence(ParserWords Words, int[] Heads, int[] Labels)
{
    /// <summary>
    /// Takes a gold tree; where arcs cross, the shorter one is lifted to its head's head until none do (Nivre and
    /// Nilsson 2005).
    /// </summary>
    public static ParsedSentence Of(ConlluSentence sentence, ParserWords words, string[] labels)
    {
        var n = sentence.Words.Count;
        int[] heads = [.. sentence.Words.Select(w => w.Head == 0 ? n : w.Head!.Value - 1)];
        while (Crossing(heads) is var lifted and >= 0)
            heads[lifted] = heads[heads[lifted]];
        return new ParsedSentence(words, heads, [.. sentence.Words.Select(w => Array.IndexOf(labels, w.Relation))]);
    }

    // The dependent of the shortest arc that another one crosses, or -1. An arc of the root or of the sentence's head
    // word is never lifted, or there would be two roots; the arc that crosses it, which cannot be such a one too, is.
    private static int Crossing(int[] heads)
    {
        var n = heads.Length;
        var (found, length) = (-1, int.MaxValue);
        for (var a = 0; a < n; a++)
            for (var b = 0; b < n && heads[a] < n && heads[heads[a]] < n; b++)
            {
                var (left, right) = (Math.Min(a, heads[a]), Math.Max(a, heads[a]));
                var inside = b > left && b < right;
                var headInside = heads[b] > left && heads[b] < right;
                if (inside != headInside && b != left && b != right && heads[b] != left && heads[b] != right
                    && right - left < length)
                    (found, length) = (a, right - left);
            }
        return found;
    }
}
