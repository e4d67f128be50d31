namespace NegPreact;

/// <summary>What is ablated, which classes of words are compared, and how the tags are put to the test.</summary>
public sealed record PosSurprisalSettings
{
    /// <summary>Percentages of each layer, those of the highest Wasserstein distance.</summary>
    public IReadOnlyList<double> Percents { get; init; } = [1, 5];

    /// <summary>Seeds of the random sets, one set per seed, with as many neurons in each layer.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = SetContrast.Seeds;

    /// <summary>
    /// Seeds of random sets that are matched on perplexity, each with its own search, beside the set of lowest
    /// distances; empty for that set alone.
    /// </summary>
    public IReadOnlyList<int> MatchSeeds { get; init; } = [];

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>
    /// On how many windows the perplexity-matched control is sought, from the text's beginning; null for all.
    /// </summary>
    public int? MatchWindows { get; init; }

    /// <summary>Syntactic scaffolding (paper, section on parts of speech).</summary>
    public IReadOnlyList<Upos> Scaffolding { get; init; } = [Upos.AUX, Upos.DET, Upos.PART, Upos.PUNCT];

    /// <summary>Scaffolding that is made of words.</summary>
    internal IReadOnlyList<Upos> WithoutPunctuation => [.. Scaffolding.Where(tag => tag != Upos.PUNCT)];

    /// <summary>All closed classes, and punctuation.</summary>
    public IReadOnlyList<Upos> Closed { get; init; } =
        [Upos.ADP, Upos.AUX, Upos.CCONJ, Upos.DET, Upos.PART, Upos.PRON, Upos.PUNCT, Upos.SCONJ];

    /// <summary>The open classes of Universal Dependencies.</summary>
    public IReadOnlyList<Upos> Open { get; init; } = [Upos.ADJ, Upos.ADV, Upos.INTJ, Upos.NOUN, Upos.PROPN, Upos.VERB];

    /// <summary>Classes and labels of fewer tokens are not shown by themselves.</summary>
    public int MinimumTokens { get; init; } = 50;

    /// <summary>Percentage of the words whose tag is replaced in the sensitivity check.</summary>
    public double FlipPercent { get; init; } = 5;

    /// <summary>Seeds of the replacements, one check per seed.</summary>
    public IReadOnlyList<int> FlipSeeds { get; init; } = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    /// <summary>How many windows of a gold-tagged text are used; 0 leaves it out.</summary>
    public int GoldWindows { get; init; } = 30;

    /// <summary>Under how many of the random sets the gold-tagged text is scored, the first of them.</summary>
    public int GoldSets { get; init; } = 10;

    /// <summary>
    /// A folder that may hold a treebank of your own as <c>data/ud-ewt</c>; null for the English Web Treebank where it
    /// was fetched or is in the shared folder.
    /// </summary>
    public string? Shared { get; init; }

    /// <summary>Whether this is a quick run, which the claims then state.</summary>
    public bool Quick { get; private init; }

    /// <summary>The same with ten random sets, whose ranks decide nothing: the test is Student's t.</summary>
    public PosSurprisalSettings Quicker() => this with { Quick = true, Seeds = [.. Seeds.Take(10)] };
}
