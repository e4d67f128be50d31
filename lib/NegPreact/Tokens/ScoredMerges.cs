namespace NegPreact.Tokens;

/// <summary>The merges of a SentencePiece byte-pair encoding, which stores pieces with scores and no merges.</summary>
internal static class ScoredMerges
{
    /// <summary>
    /// Whatever two pieces join to a third may merge, the highest score first. Of two ways to the same piece the longer
    /// left part comes first, which is where reading from the left arrives.
    /// </summary>
    /// <param name="pieces">The pieces that texts are made of, with their scores.</param>
    /// <param name="equal">What to throw for two pieces of equal score, whose order is not known.</param>
    /// <returns>`left right`, in the order in which they apply.</returns>
    public static IEnumerable<string> Of(
        IReadOnlyCollection<(string Piece, float Score)> pieces, Func<string, string, float, Exception> equal)
    {
        var known = pieces.Select(p => p.Piece).ToHashSet(StringComparer.Ordinal);
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var merges = new List<(float Score, string Left, string Right)>();
        var owners = new Dictionary<float, string>();
        foreach (var (piece, score) in pieces)
            for (var at = piece.Length - 1; at > 0; at--)
                if (lookup.Contains(piece.AsSpan(0, at)) && lookup.Contains(piece.AsSpan(at)))
                {
                    merges.Add((score, piece[..at], piece[at..]));
                    if (!owners.TryAdd(score, piece) && owners[score] != piece)
                        throw equal(owners[score], piece, score);
                }

        return merges.OrderByDescending(m => m.Score).Select(m => $"{m.Left} {m.Right}");
    }
}
