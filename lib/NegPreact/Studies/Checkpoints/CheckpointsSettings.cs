namespace NegPreact;

/// <summary>What is measured at each step of a training run.</summary>
public sealed record CheckpointsSettings
{
    /// <summary>Percentage of each layer that counts as its Wasserstein neurons (paper: 1).</summary>
    public double Percent { get; init; } = 1;

    /// <summary>Percentage of each layer whose negatives are zeroed, the highest distances first (paper: 1).</summary>
    public double Dose { get; init; } = 1;

    /// <summary>
    /// The forward cohort is chosen at the first checkpoint after this share of the training, 0 to 1.
    /// </summary>
    public double Early { get; init; } = 0.1;

    /// <summary>
    /// Seeds of the random sets, one set per seed, ablated at the first trained and the last step, which are compared.
    /// </summary>
    public IReadOnlyList<int> Seeds { get; init; } = SetContrast.Seeds;

    /// <summary>How many of the random sets are ablated at every other step, too.</summary>
    public int SetsBetween { get; init; } = 10;

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>About how many windows of the text are used: whole documents, spread evenly over it.</summary>
    public int Windows { get; init; } = 20;

    /// <summary>
    /// The most pairs per paradigm of many phenomena; if there are more, this many are drawn at random.
    /// </summary>
    public int PairsPerParadigm { get; init; } = 3;

    /// <summary>The same of the pairs by construction, which have fewer paradigms.</summary>
    public int TsePairsPerParadigm { get; init; } = 10;

    /// <summary>
    /// How it is judged which paradigms the untouched model masters at the last step; only these are scored, at every
    /// step.
    /// </summary>
    public MasterySettings Mastery { get; init; } = new();

    /// <summary>How pairs of many phenomena are scored.</summary>
    public ScoringConvention BlimpConvention { get; init; } = ScoringConvention.PaperBlimp;

    /// <summary>How pairs by construction are scored.</summary>
    public ScoringConvention TseConvention { get; init; } = ScoringConvention.PaperTse;

    /// <summary>
    /// How the separation below zero is measured; percentage, windows and seed are taken from here instead. Null: not
    /// at all.
    /// </summary>
    public DifferentiationSettings? Separation { get; init; } = new()
    {
        Pairs = 20_000, RandomSeeds = [.. SetContrast.Seeds.Take(10)], Resamples = 500,
    };

    /// <summary>Seed of the draws of items and of the orders of permutation tests.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether this is a quick run, which the tables then state.</summary>
    public bool Quick { get; private init; }

    /// <summary>
    /// The same with less of everything: ten random sets, two between, at most 8 windows and 2 pairs per paradigm,
    /// five by construction.
    /// </summary>
    public CheckpointsSettings Quicker() => this with
    {
        Quick = true,
        Seeds = [.. Seeds.Take(10)],
        SetsBetween = Math.Min(2, SetsBetween),
        Windows = Math.Min(8, Windows),
        PairsPerParadigm = Math.Min(2, PairsPerParadigm),
        TsePairsPerParadigm = Math.Min(5, TsePairsPerParadigm),
        Separation = Separation is null ? null : Separation with { Pairs = Math.Min(8_000, Separation.Pairs) },
    };

    /// <summary>Which pairs are drawn.</summary>
    internal PairDraw Pairs =>
        new(PairsPerParadigm, BlimpConvention, TsePairsPerParadigm, TseConvention, Mastery, Seed);

    internal void Check()
    {
        if (Seeds.Count == 0 || SetsBetween < 1)
            throw new NegPreactException(
                ErrorKind.Settings, $"Following a training was given {Seeds.Count} seeds of random sets, of which "
                + $"{SetsBetween} between; give one or more of each, so that there is something to compare with.");
    }
}
