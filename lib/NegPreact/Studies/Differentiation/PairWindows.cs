namespace NegPreact;

/// <summary>Which windows of the text the two tokens of each pair stand in.</summary>
/// <param name="Count">Number of windows.</param>
/// <param name="First">The first token's window, by pair.</param>
/// <param name="Second">The second token's.</param>
internal sealed record PairWindows(int Count, int[] First, int[] Second)
{
    /// <summary>Draws as many windows as there are, with replacement.</summary>
    /// <returns>How often a pair counts: the product of its windows' draws.</returns>
    public Func<int, double> Draw(SeededRandom random)
    {
        var drawn = new int[Count];
        for (var i = 0; i < Count; i++)
            drawn[random.Next(Count)]++;
        return pair => drawn[First[pair]] * drawn[Second[pair]];
    }
}
