namespace NegPreact;

/// <summary>
/// Log-probabilities of many short texts that begin alike, such as minimal pairs: texts are merged into trees, so that
/// each distinct beginning is run about once for all of them, with hardly any padding.
/// </summary>
public static class SharedPrefixes
{
    /// <summary>The same values as <see cref="TokenLogProbabilities.Of"/>, to float32 rounding.</summary>
    /// <param name="model">The model, with whatever ablation is in force; its hooks see trees, not texts.</param>
    /// <param name="sequences">Token ids, each sequence of at least one token.</param>
    /// <param name="report">Told how many sequences are done.</param>
    /// <param name="cancellation">Checked before each forward pass.</param>
    /// <returns>For each sequence, log p(x_t | x_1 … x_(t-1)) in nats, for t from 2 on.</returns>
    /// <exception cref="NegPreactException">An empty sequence, or an id outside the vocabulary.</exception>
    public static IReadOnlyList<double[]> LogProbabilities(
        LanguageModel model, IReadOnlyList<IReadOnlyList<int>> sequences, Action<int>? report = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sequences);
        int[][] texts = [.. sequences.Select(s => s as int[] ?? [.. s])];
        Check(texts, model.Network.VocabularySize);
        // Where a text's numbers depend on its length, its last token counts too.
        if (texts.Any(t => model.Network.LengthClass(t.Length) > 0))
            return TokenLogProbabilities.Of(model, texts, cancellation: cancellation);
        return PrefixScorer.Score(
            model, [.. texts.Select(t => new PrefixRequest(new(t, 0, t.Length - 1), new(t, 1, t.Length - 1)))],
            likeliest: null, report, cancellation);
    }

    // The last token of a sequence is looked up but never run, so the model itself would not see that it is none of its
    // own.
    private static void Check(int[][] texts, int vocabulary)
    {
        foreach (var text in texts)
        {
            if (text.Length == 0)
                throw new NegPreactException(
                    ErrorKind.TextTooShort, "A text to score has no tokens; give texts with at least one token.");
            if (Array.Find(text, id => id < 0 || id >= vocabulary) is not 0 and var wrong)
                throw new NegPreactException(
                    ErrorKind.Vocabulary, $"Token id {wrong} is outside the model's vocabulary of {vocabulary}; text "
                    + "and model use different tokenizers, or the text holds a token that was added without a row in "
                    + "the embedding.");
        }
    }
}
