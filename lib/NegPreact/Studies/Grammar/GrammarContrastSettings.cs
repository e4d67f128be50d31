namespace NegPreact;

/// <summary>How the target is compared with its controls.</summary>
public sealed record GrammarContrastSettings
{
    /// <summary>Percentages of each layer that count as its Wasserstein neurons (paper: 1).</summary>
    public IReadOnlyList<double> Percents { get; init; } = [1, 5];

    /// <summary>What the target is compared with; the untouched model is always measured.</summary>
    public IReadOnlyList<Comparison> Comparisons { get; init; } =
        [.. Comparison.All.Where(c => c != Control.RandomElsewhere)];

    /// <summary>Seeds of the random sets, one set per seed.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = SetContrast.Seeds;

    /// <summary>Seeds of the random sets that are matched on perplexity, each with its own search.</summary>
    public IReadOnlyList<int> MatchSeeds { get; init; } = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    /// <summary>How sets are matched on perplexity, on the same windows as it is measured on.</summary>
    public PerplexityMatchSettings Match { get; init; } = new();

    /// <summary>
    /// The most pairs per paradigm that are scored in every condition, and at most half of what there is; drawn at
    /// random. 0 leaves pairs of many phenomena out.
    /// </summary>
    public int PairsPerParadigm { get; init; } = 20;

    /// <summary>
    /// The same of the pairs by construction, which have fewer paradigms; 0 leaves these out.
    /// </summary>
    public int TsePairsPerParadigm { get; init; } = 60;

    /// <summary>How it is judged which paradigms the untouched model masters; only these are scored.</summary>
    public MasterySettings Mastery { get; init; } = new();

    /// <summary>The most questions per task; if there are more, this many are drawn at random.</summary>
    public int QuestionsPerTask { get; init; } = 250;

    /// <summary>How pairs of many phenomena are scored.</summary>
    public ScoringConvention BlimpConvention { get; init; } = ScoringConvention.PaperBlimp;

    /// <summary>How pairs by construction are scored.</summary>
    public ScoringConvention TseConvention { get; init; } = ScoringConvention.PaperTse;

    /// <summary>Tokens per window, for perplexity.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>
    /// About how many windows of the text, for perplexity: whole documents, spread evenly over it. Few, since every
    /// control that is matched on perplexity is searched for on them.
    /// </summary>
    public int MostWindows { get; init; } = 12;

    /// <summary>Seed of the draws of items.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether this is a quick run, which the tables then state.</summary>
    public bool Quick { get; private init; }

    /// <summary>Which pairs are drawn.</summary>
    internal PairDraw Pairs =>
        new(PairsPerParadigm, BlimpConvention, TsePairsPerParadigm, TseConvention, Mastery, Seed);

    /// <summary>The comparisons that are made for each target.</summary>
    internal IReadOnlyList<Comparison> Made => [.. Comparisons.Where(c => c != Comparison.Untouched).Distinct()];

    /// <summary>The seeds of a comparison's sets; null where nothing is drawn, and it has one set.</summary>
    internal IReadOnlyList<int>? SeedsOf(Comparison of) => !of.IsDrawn ? null : of.IsSearched ? MatchSeeds : Seeds;

    /// <summary>How many sets of neurons stand for a comparison.</summary>
    internal int SetsOf(Comparison of) => SeedsOf(of)?.Count ?? 1;

    /// <summary>
    /// The same with less of everything: ten random sets, three matched ones, at most 10 pairs of a paradigm.
    /// </summary>
    public GrammarContrastSettings Quicker() => this with
    {
        Quick = true,
        Seeds = [.. Seeds.Take(10)],
        MatchSeeds = [.. MatchSeeds.Take(3)],
        PairsPerParadigm = Math.Min(10, PairsPerParadigm),
        TsePairsPerParadigm = Math.Min(20, TsePairsPerParadigm),
        QuestionsPerTask = Math.Min(100, QuestionsPerTask),
    };
}
