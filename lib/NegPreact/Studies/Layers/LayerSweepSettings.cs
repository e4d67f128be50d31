namespace NegPreact;

/// <summary>What a sweep over layers does.</summary>
public sealed record LayerSweepSettings
{
    /// <summary>Percentage of each layer that counts as its Wasserstein neurons (paper: 1).</summary>
    public double Percent { get; init; } = 1;

    /// <summary>Seeds of the random sets, one set per seed.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3, 4, 5];

    /// <summary>
    /// The most groups that the layers are divided into; a model of no more layers has one layer per group (paper: 8
    /// for 32 layers).
    /// </summary>
    public int MostGroups { get; init; } = 12;

    /// <summary>The most windows of the text, spread over it.</summary>
    public int MostWindows { get; init; } = 64;

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>The most pairs per paradigm; if there are more, this many are drawn at random.</summary>
    public int PairsPerParadigm { get; init; } = 20;

    /// <summary>How pairs are scored.</summary>
    public ScoringConvention Convention { get; init; } = ScoringConvention.PaperBlimp;

    /// <summary>
    /// How many bytes of residual streams may be kept, so that layers below an ablation are not run again.
    /// </summary>
    public long ReuseBytes { get; init; } = 1L << 30;

    /// <summary>Seed of the draw of pairs and of the bootstrap.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Number of resamples of the bootstrap.</summary>
    public int Resamples { get; init; } = 2_000;

    /// <summary>Whether this is a quick run, which the tables then state.</summary>
    public bool Quick { get; private init; }

    /// <summary>
    /// The same with less of everything: two random sets, at most 12 windows, at most 3 pairs per paradigm.
    /// </summary>
    public LayerSweepSettings Quicker() => this with
    {
        Quick = true,
        Seeds = [.. Seeds.Take(2)],
        MostWindows = Math.Min(12, MostWindows),
        PairsPerParadigm = Math.Min(3, PairsPerParadigm),
    };

    internal void Check()
    {
        if (Seeds.Count == 0)
            throw new NegPreactException(
                ErrorKind.Settings,
                "A sweep over layers was given no seed, so there is no random set to compare with; give one seed or "
                    + "more.");
        if (MostWindows < 2 || PairsPerParadigm < 1)
            throw new NegPreactException(
                ErrorKind.Settings,
                $"A sweep over layers was given {MostWindows} windows and {PairsPerParadigm} pairs per paradigm; give "
                    + "at least two windows and one pair.");
    }
}
