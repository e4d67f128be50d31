namespace NegPreact;

/// <summary>
/// Log-probabilities of many short texts that begin alike (minimal pairs, answers to one question), with as little
/// computed twice as whole rows allow and no padding.
/// </summary>
public static class SharedPrefixes
{
    // Few enough for the caches of a processor, enough to make the cost of a call small; measured on the built-in
    // model.
    private const int PositionsPerPass = 512;

    /// <summary>The same values as <see cref="TokenLogProbabilities.Of"/>, to float32 rounding.</summary>
    /// <param name="model">The model, with whatever ablation is in force; its hooks see each distinct row once.</param>
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
        // Where a text's numbers depend on its length, it can't be read off a longer one's row.
        if (texts.Any(t => model.Network.LengthClass(t.Length) > 0))
            return TokenLogProbabilities.Of(model, texts, cancellation: cancellation);
        double[][] result = [.. texts.Select(t => new double[t.Length - 1])];
        var done = texts.Count(t => t.Length == 1);
        var rows = PrefixRows.Of(texts);
        var most = model.PositionsPerPass(PositionsPerPass);
        for (var from = 0; from < rows.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var length = rows[from].Tokens.Count;
            var until = from + 1;
            while (until < rows.Count && rows[until].Tokens.Count == length && (until + 1 - from) * length <= most)
                until++;
            var together = rows[from..until];
            done += Score(model, together, texts, result);
            report?.Invoke(done);
            from = until;
        }

        return result;
    }

    private static int Score(LanguageModel model, List<PrefixRows.Row> rows, int[][] texts, double[][] result)
    {
        var (positions, tokens) = (new List<long>(), new List<long>());
        for (var r = 0; r < rows.Count; r++)
            foreach (var s in rows[r].Sequences)
                for (var t = 1; t < texts[s].Length; t++)
                {
                    positions.Add(((long)r * rows[0].Tokens.Count) + t - 1);
                    tokens.Add(texts[s][t]);
                }

        var values = model.LogProbabilities([.. rows.Select(row => row.Tokens)], positions, tokens);
        var next = 0;
        foreach (var s in rows.SelectMany(row => row.Sequences))
            for (var t = 1; t < texts[s].Length; t++)
                result[s][t - 1] = values[next++];
        return rows.Sum(row => row.Sequences.Count);
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
