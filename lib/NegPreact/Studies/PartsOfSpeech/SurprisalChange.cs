namespace NegPreact;

/// <summary>What three kinds of ablation add to the surprisal of each token of a text, bits; NaN for tokens that are not scored.</summary>
/// <param name="Windows">Number of windows, all of one length.</param>
/// <param name="Target">The target's.</param>
/// <param name="Random">The random sets', one row per set.</param>
/// <param name="Matched">The matched control's.</param>
internal sealed record SurprisalChange(int Windows, double[] Target, double[][] Random, double[] Matched)
{
    /// <summary>Each statistic that is reported, as one row of token values per set.</summary>
    public double[][][] All { get; } =
    [
        [Target], Random, [Matched],
        [.. Random.Select(set => Less(Target, set))],
        [Less(Target, Matched)],
    ];

    private static double[] Less(double[] first, double[] second) => [.. first.Zip(second, (a, b) => a - b)];
}
