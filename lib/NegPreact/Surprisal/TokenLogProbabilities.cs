using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>Log-probabilities of the tokens of given texts, in nats.</summary>
public static class TokenLogProbabilities
{
    private const int Texts = 16;

    /// <summary>
    /// For each sequence, log p(x_t | x_1 … x_(t-1)) for t from 2 on: one value fewer than the sequence has tokens,
    /// since nothing precedes the first.
    /// </summary>
    /// <param name="model">The model, with whatever ablation is in force.</param>
    /// <param name="sequences">Token ids, each sequence of at least one token; they may differ in length.</param>
    /// <param name="batch">
    /// Sequences a forward pass; where null, as many as keep the logits under 256 MiB, or 1 GiB on a GPU.
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
        var size = batch ?? Math.Max(1, model.PositionsPerPass(Texts * longest) / longest);
        for (var from = 0; from < sequences.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var alike = Class(sequences[from]);
            IReadOnlyList<int>[] rows = [.. sequences.Skip(from).Take(size).TakeWhile(s => Class(s) == alike)];
            DeviceMemory.Explained(() => Score(model, rows)).CopyTo(result, from);
            from += rows.Length;
        }

        return result;

        int Class(IReadOnlyList<int> sequence) => model.Network.LengthClass(sequence.Count);
    }

    private static double[][] Score(LanguageModel model, IReadOnlyList<int>[] rows)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var logits = model.Logits(rows);
        var length = logits.shape[1];
        var next = new long[rows.Length * length];
        for (var r = 0; r < rows.Length; r++)
            for (var t = 1; t < rows[r].Count; t++)
                next[(r * length) + t - 1] = rows[r][t];
        // log softmax of one entry without the whole table: logit - logsumexp.
        var targets = tensor(next, [rows.Length, length, 1], device: logits.device);
        var chosen = logits.gather(2, targets).squeeze(2).Minus(logits.logsumexp(2)).cpu().contiguous();
        var values = chosen.data<float>().ToArray();
        return [.. rows.Select(
            (row, r) => Array.ConvertAll(values.AsSpan(r * (int)length, row.Count - 1).ToArray(), v => (double)v))];
    }
}
