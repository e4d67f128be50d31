namespace NegPreact;

/// <summary>
/// Pairs of token positions over which mapping difficulty is taken; the same for all neurons of a layer.
/// </summary>
public sealed class TokenPairs
{
    private TokenPairs(int[] first, int[] second) => (First, Second) = (
        Array.AsReadOnly(first), Array.AsReadOnly(second));

    /// <summary>Number of pairs.</summary>
    public int Count => First.Count;

    /// <summary>Row of each pair's first token.</summary>
    public IReadOnlyList<int> First { get; }

    /// <summary>Row of each pair's second token.</summary>
    public IReadOnlyList<int> Second { get; }

    /// <summary>Random pairs in which no token occurs twice.</summary>
    /// <param name="tokens">Number of rows to draw from.</param>
    /// <param name="pairs">Number of pairs, at most half the tokens.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="NegPreactException">No pairs, or more than the tokens allow.</exception>
    public static TokenPairs Disjoint(int tokens, int pairs, int seed)
    {
        if (pairs < 1 || pairs > tokens / 2)
            throw new NegPreactException(
                ErrorKind.TextTooShort, $"{pairs} disjoint pairs of {tokens} tokens were asked for; ask for 1 to "
                + $"{Math.Max(0, tokens) / 2}, or give more tokens.");
        var rows = new SeededRandom(seed).Distinct(2 * pairs, tokens);
        return new TokenPairs(rows[..pairs], rows[pairs..]);
    }

    /// <summary>Given pairs.</summary>
    /// <param name="first">Row of each pair's first token.</param>
    /// <param name="second">Row of each pair's second token.</param>
    /// <exception cref="NegPreactException">
    /// No pairs, unequal lengths, a negative row, or a token paired with itself.
    /// </exception>
    public static TokenPairs Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.IsEmpty || first.Length != second.Length)
            throw new NegPreactException(
                ErrorKind.Statistics, $"Token pairs were given {first.Length} first and {second.Length} second rows; "
                + "give equally many, at least one.");
        for (var i = 0; i < first.Length; i++)
            if (first[i] < 0 || second[i] < 0 || first[i] == second[i])
                throw new NegPreactException(
                    ErrorKind.Statistics, $"Token pair {i} is ({first[i]}, {second[i]}); give two different rows, "
                    + "counted from 0.");
        return new TokenPairs([.. first], [.. second]);
    }
}
