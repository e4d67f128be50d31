using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// Log-probabilities of some tokens at some positions, from logits of which only a block is in memory at a time.
/// </summary>
internal sealed class AskedTokens
{
    private const int PieceNumbers = 1024; // few enough for a sum in float32
    private readonly IReadOnlyList<long> tokens;
    private readonly int[][] askedAt; // what is asked at each of the positions
    private readonly float[] logits; // of the tokens
    private readonly float[] largest; // of the logits seen so far at each position
    private readonly double[] sums; // of their exponentials, divided by that of the largest
    private readonly long[] likeliest; // the token that has the largest

    /// <summary>What is asked.</summary>
    /// <param name="positions">Where; several tokens may be asked for at one.</param>
    /// <param name="tokens">Which, one for each position.</param>
    public AskedTokens(IReadOnlyList<long> positions, IReadOnlyList<long> tokens)
    {
        this.tokens = tokens;
        var groups = Enumerable.Range(0, positions.Count).GroupBy(a => positions[a]).OrderBy(g => g.Key).ToList();
        Positions = [.. groups.Select(g => g.Key)];
        askedAt = [.. groups.Select(g => g.ToArray())];
        logits = new float[tokens.Count];
        (largest, sums) = (new float[groups.Count], new double[groups.Count]);
        Array.Fill(largest, float.NegativeInfinity);
        likeliest = new long[groups.Count];
    }

    /// <summary>The positions, each once, rising.</summary>
    public long[] Positions { get; }

    /// <summary>Takes a block of logits in; those of a position come in the order of the tokens.</summary>
    /// <param name="from">The index of its first position in <see cref="Positions"/>.</param>
    /// <param name="first">Its first token.</param>
    /// <param name="block">The logits, <c>[position, token]</c>, float32.</param>
    public void See(int from, int first, Tensor block)
    {
        var (rows, width) = ((int)block.shape[0], (int)block.shape[1]);
        var inside = Enumerable.Range(from, rows).SelectMany(row => askedAt[row].Select(a => (Row: row, Asked: a)))
            .Where(a => tokens[a.Asked] >= first && tokens[a.Asked] < first + width).ToList();
        if (HostRows.Hold(block))
        {
            HostRows.InParts(rows, width, (start, end) =>
            {
                for (var row = start; row < end; row++)
                    Sum(from + row, first, HostRows.Numbers(block).Slice(row * width, width));
            });
            foreach (var (row, asked) in inside)
                logits[asked] = HostRows.Numbers(block)[((row - from) * width) + (int)tokens[asked] - first];
            return;
        }

        using var scope = NewDisposeScope();
        var (sum, top) = (Host<float>(block.logsumexp(1)), Host<long>(block.argmax(1)));
        for (var row = 0; row < rows; row++)
            Join(from + row, sum[row], 1, first + top[row]);
        if (inside.Count == 0)
            return;
        var found = Host<float>(block.view(-1).index_select(0, tensor(
            inside.Select(a => ((long)(a.Row - from) * width) + tokens[a.Asked] - first).ToArray(),
            device: block.device)));
        for (var a = 0; a < found.Length; a++)
            logits[inside[a].Asked] = found[a];
    }

    /// <summary>
    /// The log-probabilities, nats, when all logits were seen, in the order in which they were asked.
    /// </summary>
    public float[] LogProbabilities()
    {
        var result = new float[tokens.Count];
        for (var row = 0; row < askedAt.Length; row++)
        {
            var logOfSum = largest[row] + Math.Log(sums[row]);
            foreach (var asked in askedAt[row])
                result[asked] = (float)(logits[asked] - logOfSum);
        }

        return result;
    }

    /// <summary>Whether no token is likelier than the one that was asked, in the same order.</summary>
    public bool[] AreLikeliest()
    {
        var result = new bool[tokens.Count];
        for (var row = 0; row < askedAt.Length; row++)
            foreach (var asked in askedAt[row])
                result[asked] = likeliest[row] == tokens[asked];
        return result;
    }

    private void Sum(int row, int first, ReadOnlySpan<float> block)
    {
        var (most, sum) = (HostMath.Largest(block), 0.0);
        for (var from = 0; from < block.Length; from += PieceNumbers)
            sum += HostMath.SumOfExponentials(block.Slice(from, Math.Min(PieceNumbers, block.Length - from)), most);
        Join(row, most, sum, first + block.IndexOf(most));
    }

    // Sums of exponentials, each divided by that of its own largest.
    private void Join(int row, float most, double sum, long token)
    {
        if (most <= largest[row])
        {
            sums[row] += sum * Math.Exp(most - largest[row]);
            return;
        }

        sums[row] = sum + (sums[row] * Math.Exp(largest[row] - most));
        (largest[row], likeliest[row]) = (most, token);
    }

    private static T[] Host<T>(Tensor x)
        where T : unmanaged
    {
        using var here = x.cpu();
        return MemoryMarshal.Cast<byte, T>(here.bytes).ToArray();
    }
}
