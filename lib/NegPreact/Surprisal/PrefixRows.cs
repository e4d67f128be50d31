namespace NegPreact;

/// <summary>
/// The rows to run for some sequences: a sequence whose tokens before its last are the beginning of another's is read
/// off that one's row. No row holds a sequence's last token, since nothing follows it.
/// </summary>
internal static class PrefixRows
{
    /// <summary>One row and the sequences, by index, that are read off it; token t of each at position t - 1.</summary>
    public readonly record struct Row(ArraySegment<int> Tokens, List<int> Sequences);

    /// <summary>Rows for all sequences of two tokens or more; equal lengths stand together.</summary>
    public static List<Row> Of(int[][] sequences)
    {
        // In the order of their tokens, longest last, what begins alike stands together: from the end backwards, each
        // is either the beginning of the row before it or a row of its own.
        int[] order = [.. Enumerable.Range(0, sequences.Length).Where(i => sequences[i].Length > 1)];
        Array.Sort(order, (a, b) => Read(sequences[a]).SequenceCompareTo(Read(sequences[b])));
        var rows = new List<Row>();
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var sequence = sequences[order[i]];
            if (rows.Count == 0 || !rows[^1].Tokens.AsSpan().StartsWith(Read(sequence)))
                rows.Add(new Row(new ArraySegment<int>(sequence, 0, sequence.Length - 1), []));
            rows[^1].Sequences.Add(order[i]);
        }

        rows.Sort((a, b) => a.Tokens.Count.CompareTo(b.Tokens.Count));
        return rows;
    }

    private static ReadOnlySpan<int> Read(int[] sequence) => sequence.AsSpan(0, sequence.Length - 1);
}
