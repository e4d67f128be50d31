namespace NegPreact;

/// <summary>Log-probabilities of the tokens of given texts, in nats.</summary>
public static class TokenLogProbabilities
{
    // At which the cost per token is least where it was measured: the products are large, and what a layer keeps of
    // so many still suits the caches.
    private const int Positions = 2048;

    /// <summary>
    /// For each sequence, log p(x_t | x_1 … x_(t-1)) for t from 2 on: one value fewer than the sequence has tokens,
    /// since nothing precedes the first.
    /// </summary>
    /// <param name="model">The model, with whatever ablation is in force.</param>
    /// <param name="sequences">Token ids, each sequence of at least one token; they may differ in length.</param>
    /// <param name="batch">
    /// Sequences a forward pass; where null, as many as have 2,048 tokens together, or more on a GPU.
    /// </param>
    /// <param name="cancellation">Checked before each forward pass.</param>
    /// <returns>Natural logarithms; the arithmetic is float32 up to each value.</returns>
    /// <exception cref="NegPreactException">An empty sequence, or an id outside the vocabulary.</exception>
    public static IReadOnlyList<double[]> Of(
        LanguageModel model, IReadOnlyList<IReadOnlyList<int>> sequences, int? batch = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sequences);
        if (batch < 1)
            throw new ArgumentOutOfRangeException(nameof(batch), batch, "at least one sequence a forward pass");
        var result = new double[sequences.Count][];
        var longest = sequences.Count == 0 ? 1 : Math.Max(1, sequences.Max(s => s.Count));
        var size = batch ?? Math.Max(1, model.PositionsPerPass(Positions) / longest);
        for (var from = 0; from < sequences.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var alike = Class(sequences[from]);
            IReadOnlyList<int>[] rows = [.. sequences.Skip(from).Take(size).TakeWhile(s => Class(s) == alike)];
            Score(model, rows).CopyTo(result, from);
            from += rows.Length;
        }

        return result;

        int Class(IReadOnlyList<int> sequence) => model.Network.LengthClass(sequence.Count);
    }

    private static double[][] Score(LanguageModel model, IReadOnlyList<int>[] rows)
    {
        var length = rows.Max(row => row.Count);
        var (positions, next) = (new List<long>(), new List<long>());
        for (var r = 0; r < rows.Length; r++)
            for (var t = 1; t < rows[r].Count; t++)
            {
                positions.Add(((long)r * length) + t - 1);
                next.Add(rows[r][t]);
            }

        var values = model.LogProbabilities(rows, positions, next);
        var from = 0;
        return [.. rows.Select(row =>
        {
            var own = values.AsSpan(from, row.Count - 1).ToArray();
            from += own.Length;
            return Array.ConvertAll(own, v => (double)v);
        })];
    }
}
