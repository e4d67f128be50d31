namespace NegPreact.Training.Tagging;

/// <summary>Trains a <see cref="WordTokenizer"/> on a treebank's running text.</summary>
internal static class WordTokenizerTrainer
{
    /// <summary>The averaged weights after some epochs.</summary>
    public static AveragedWeights Train(RawText text, int epochs, int seed, CancellationToken cancellation)
    {
        var random = new SeededRandom(seed);
        var perceptron = new Perceptron(WordTokenizer.Classes);
        for (var epoch = 0; epoch < epochs; epoch++)
            foreach (var s in random.Distinct(text.Sentences.Count, text.Sentences.Count))
            {
                cancellation.ThrowIfCancellationRequested();
                Learn(perceptron, text.Text, [.. text.Sentences[s].Select(w => w.Word)]);
            }
        return perceptron.Average();
    }

    private static void Learn(Perceptron perceptron, string text, Word[] words)
    {
        Span<uint> keys = stackalloc uint[BreakFeatures.Most];
        var openQuote = false;
        for (var i = 0; i < words.Length; i++)
        {
            var (start, end) = (words[i].Start, words[i].End);
            var runStart = start;
            while (runStart > 0 && !char.IsWhiteSpace(text[runStart - 1]))
                runStart--;
            var runEnd = WordTokenizer.RunEnd(text, start);
            for (var at = start + 1; at < runEnd && at <= end; at++)
                if (WordTokenizer.CanBreak(text, at))
                    Decide(perceptron, keys[..BreakFeatures.Inside(text, runStart..runEnd, start, at, keys)], 0,
                        at == end);
            openQuote ^= words[i].Form is "\"";
            var next = WordTokenizer.SkipSpace(text, end);
            var before = i > 0 ? words[i - 1].Start..words[i - 1].End : 0..0;
            if (next < text.Length && !WordTokenizer.IsForcedEnd(text, end, next))
                Decide(perceptron, keys[..BreakFeatures.After(text, before, start..end, next, i + 1, openQuote, keys)],
                    2, i == words.Length - 1);
        }
    }

    private static void Decide(Perceptron perceptron, ReadOnlySpan<uint> keys, int no, bool yes)
    {
        Span<int> scores = stackalloc int[WordTokenizer.Classes];
        perceptron.Score(keys, scores);
        var (right, wrong) = yes ? (no + 1, no) : (no, no + 1);
        if (scores[right] <= scores[wrong])
        {
            perceptron.Update(keys, right, 1);
            perceptron.Update(keys, wrong, -1);
        }
        perceptron.Tick();
    }
}
