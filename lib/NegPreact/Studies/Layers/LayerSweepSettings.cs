namespace NegPreact;

/// <summary>What a sweep over layers does.</summary>
public sealed record LayerSweepSettings
{
    /// <summary>Percentage of each layer that counts as its Wasserstein neurons (paper: 1).</summary>
    public double Percent { get; init; } = 1;

    /// <summary>
    /// Seeds of the random sets, one set per seed, each ablated in every layer alone and in all layers. None: the
    /// target alone is ablated, without any control.
    /// </summary>
    public IReadOnlyList<int> Seeds { get; init; } = SetContrast.Seeds;

    /// <summary>
    /// How many of the random sets are also ablated in the first and the last several layers, and scored on pairs; the
    /// others are measured on the text alone.
    /// </summary>
    public int FullSets { get; init; } = 10;

    /// <summary>
    /// Whether the first several and the last several layers are ablated too, beside each layer alone and all at once.
    /// </summary>
    public bool Cumulative { get; init; } = true;

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

    /// <summary>
    /// How it is judged which paradigms of many phenomena the untouched model masters; only these are scored.
    /// Constructions are all scored, since no claim is made of them.
    /// </summary>
    public MasterySettings Mastery { get; init; } = new();

    /// <summary>How pairs of many phenomena are scored.</summary>
    public ScoringConvention Convention { get; init; } = ScoringConvention.PaperBlimp;

    /// <summary>How pairs by construction are scored.</summary>
    public ScoringConvention TseConvention { get; init; } = ScoringConvention.PaperTse;

    /// <summary>
    /// How many bytes of residual streams may be kept, so that layers below an ablation are not run again; as many
    /// again of what the untouched model predicts.
    /// </summary>
    public long ReuseBytes { get; init; } = 1L << 30;

    /// <summary>Seed of the draw of pairs.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether this is a quick run, which the tables then state.</summary>
    public bool Quick { get; private init; }

    /// <summary>Which pairs are drawn.</summary>
    internal PairDraw Pairs => new(PairsPerParadigm, Convention, PairsPerParadigm, TseConvention, Mastery, Seed);

    /// <summary>
    /// The same with less of everything: ten random sets, at most 6 windows, at most 2 pairs per paradigm.
    /// </summary>
    public LayerSweepSettings Quicker() => this with
    {
        Quick = true,
        Seeds = [.. Seeds.Take(10)],
        FullSets = Math.Min(2, FullSets),
        MostWindows = Math.Min(6, MostWindows),
        PairsPerParadigm = Math.Min(2, PairsPerParadigm),
    };

    internal void Check()
    {
        if (FullSets < 1)
            throw new NegPreactException(
                ErrorKind.Settings, $"A sweep over layers was given {FullSets} random sets for the first and the "
                + "last layers and for pairs; give one or more.");
        if (MostWindows < 2 || PairsPerParadigm < 1)
            throw new NegPreactException(
                ErrorKind.Settings,
                $"A sweep over layers was given {MostWindows} windows and {PairsPerParadigm} pairs per paradigm; give "
                    + "at least two windows and one pair.");
    }
}
