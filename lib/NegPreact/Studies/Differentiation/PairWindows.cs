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

    /// <summary>
    /// The mean over some pairs with each window's influence: how the mean would move if the window counted a little
    /// more. A pair stands in the windows of both its tokens, so that it adds to the influence of both (the first
    /// order of <see cref="Draw"/>).
    /// </summary>
    /// <param name="pairs">Pairs.</param>
    /// <param name="value">A pair's value.</param>
    public SampleStatistic Mean(IReadOnlyList<int> pairs, Func<int, double> value)
    {
        double[] values = [.. pairs.Select(value)];
        var (mean, scale) = (Samples.Mean(values), Math.Sqrt(Count / (Count - 1.0)) / values.Length);
        var influence = new double[Count];
        foreach (var (i, pair) in pairs.Index())
        {
            influence[First[pair]] += (values[i] - mean) * scale;
            influence[Second[pair]] += (values[i] - mean) * scale;
        }

        return new(mean, influence, Count - 1);
    }
}
