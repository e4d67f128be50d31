namespace NegPreact.Campaigns;

/// <summary>
/// What decides most at the least cost: one primary test of nearly every claim of the abstract, the cheapest first.
/// </summary>
internal static class FirstTier
{
    /// <summary>About how many passes over the text a search for equal perplexity takes.</summary>
    public const int SearchPasses = 16;

    /// <summary>What the target is compared with where pairs or questions are scored.</summary>
    public static readonly Control[] Matched =
        [Control.RandomSets, Control.PerplexityMatched, Control.PerplexityMatchedRandom];

    public static IReadOnlyList<CampaignStep> Steps { get; } =
    [
        new("neurons", 1, "scores of every neuron", "01-discovery", ["wasserstein-neurons-stand-out"])
        {
            Run = c =>
            {
                var found = Discovery.Run(c.Cache, c.Scored, c.Discovery());
                return
                [
                    found.StandOut(), found.CorrelateWithDifficulty(), found.FollowDifficulty(), found.MostlyNegative(),
                ];
            },
            Work = _ => new(ScoringPasses: 2, Results: 3),
        },
        new("separations", 1, "which tokens are told apart, and on which side of zero", "02-differentiation",
            ["separation-below-zero"])
        {
            Run = c =>
            {
                var found = Differentiation.Run(c.Cache, c.Measured, c.Scores, c.Separations());
                return [found.BelowZero(), found.FartherBelowZero(), found.SyntacticPairs()];
            },
            Work = _ => new(ScoringPasses: 4, Results: 1),
        },
        new("perplexity", 1, "negatives zeroed at each dose, against random sets: perplexity", "03-ablation",
            ["negatives-matter-beyond-random-at-1"])
        {
            Run = c => Doses(DoseResponse.Run(c.Cache, c.Measured, c.Scores, c.Doses())),
            Work = c => OfDoses(c.Doses()),
        },
        new("layers-alone", 1, "the target in each layer alone", "06-layers", ["layers-beyond-largest-loss-at-5"])
        {
            Run = c =>
            {
                var found = LayerSweep.Run(c.Cache, c.Measured, c.Scores, c.Battery(), c.Layers());
                return
                [
                    found.BeyondLargest(LayerEffect.Loss), found.EarlyWorst(LayerEffect.Loss),
                    found.MoreThanAdditive(LayerEffect.Loss),
                ];
            },
            Work = c => new(
                c.Cache.Model.Layers + 2, Pairs: Qualifying(c, c.Battery().Blimp) + Qualifying(c, c.Battery().Tse),
                Results: (2 * c.Cache.Model.Layers) + 6),
        },
        new("blimp", 1, "BLiMP: the target, random sets, sets matched on perplexity", "04-controls",
            ["blimp-beyond-perplexity-matched-at-1"])
        {
            Run = c => Grammar(GrammarContrast.Run(
                c.Cache, c.Measured, c.Scores, c.Battery(), c.Contrast(Matched)), Ability.Blimp, [
                    Comparison.Untouched, .. Matched,
                ]),
            Work = c => OfContrast(c, c.Contrast(Matched), searched: true),
        },
        new("parts-of-speech", 1, "surprisal by gold part of speech: the target, random and matched sets",
            "05-pos-surprisal", ["scaffolding-surprisal-beyond-random-at-1"])
        {
            Run = c => Scaffolding(PosSurprisal.Run(c.Cache, c.Gold, c.Measured, c.Scores, c.Surprisal())),
            Work = c =>
            {
                var conditions = 1 + (c.Settings.Percents.Count
                    * (2 + c.Settings.Seeds.Count + c.Settings.MatchSeeds.Count));
                return new(conditions * (double)c.Settings.GoldWindows / c.Settings.MeasuredWindows,
                    Results: conditions * 2);
            },
        },
        new("tasks", 1, "tasks without grammar: the target, random and matched sets", "08-dissociation",
            ["dissociation-blimp-double-perplexity-matched-at-1"])
        {
            Run = c => Dissociations(GrammarContrast.Run(
                c.Cache, c.Measured, c.Scores, c.Battery(tasks: true), Tasks(c))),
            Work = c =>
            {
                var conditions = Conditions(Tasks(c));
                var tasks = c.Battery(tasks: true).Tasks;
                return new(
                    Questions: conditions * tasks.Sum(t => (long)Math.Min(t.Items.Count, c.Settings.QuestionsPerTask)),
                    Results: conditions * (tasks.Count + 2));
            },
        },
    ];

    /// <summary>The claims of notebook 03 at every dose.</summary>
    public static IReadOnlyList<Claim> Doses(DoseResponseResult found) =>
        [.. found.Settings.Percents.SelectMany(p => new[] { found.NegativesMatter(p), found.BeyondRandom(p) })];

    /// <summary>The claims of notebook 04 at every dose.</summary>
    public static IReadOnlyList<Claim> Grammar(
        GrammarContrastResult found, Ability ability, params IReadOnlyList<Comparison> than) =>
    [
        .. found.Settings.Percents.SelectMany(p => than
            .Select(t => found.LowersAccuracy(ability, t, p))
            .Concat(than.OfType<Control>().Where(t => t == Control.RandomSets || t == Control.PerplexityMatched)
                .Select(t => found.LeavesIntact(ability, t, p)))),
    ];

    /// <summary>The claims of notebook 05 at every dose.</summary>
    public static IReadOnlyList<Claim> Scaffolding(PosSurprisalResult found) =>
    [
        .. found.Settings.Percents.SelectMany(p => new[]
        {
            found.ScaffoldingMore(p), found.ScaffoldingBeyondRandom(p), found.ScaffoldingBeyondMatched(p),
            found.ScaffoldingBeyondMatchedRandom(p), found.ScaffoldingWithoutPunctuationMore(p),
            found.ScaffoldingWithoutPunctuationBeyondRandom(p),
        }),
    ];

    /// <summary>What perplexity at every dose costs.</summary>
    public static CampaignWork OfDoses(DoseResponseSettings settings) =>
        new(settings.Passes, Results: settings.Passes);

    /// <summary>What a contrast costs when perplexity under its random sets is known.</summary>
    public static CampaignWork OfContrast(CampaignContext c, GrammarContrastSettings settings, bool searched)
    {
        var conditions = Conditions(settings);
        var drawn = settings.Made.Where(t => t != Control.RandomSets).Sum(settings.SetsOf);
        var suites = new[] { (c.Battery().Blimp, settings.PairsPerParadigm), (c.Battery().Tse,
            settings.TsePairsPerParadigm) }.Where(s => s.Item2 > 0).ToList();
        return new(
            settings.Percents.Count * drawn * (searched ? SearchPasses : 1),
            Pairs: suites.Sum(s => (conditions * Scored(s.Item1, s.Item2)) + Qualifying(c, s.Item1)),
            Results: conditions * (1 + suites.Count) + (
                settings.Percents.Count * drawn * (searched ? SearchPasses : 0)));
    }

    /// <summary>How many pairs of a suite are scored, were all its paradigms mastered.</summary>
    private static long Scored(PairSuite suite, int most) =>
        suite.Pairs.CountBy(p => p.Paradigm).Sum(p => (long)Math.Min(most, (p.Value + 1) / 2));

    private static long Qualifying(CampaignContext c, PairSuite suite) => Scored(suite, c.Settings.MasteryPairs);

    private static int Conditions(GrammarContrastSettings settings) =>
        1 + (settings.Percents.Count * (1 + settings.Made.Sum(settings.SetsOf)));

    private static GrammarContrastSettings Tasks(CampaignContext c) =>
        c.Contrast(Matched) with { Seeds = c.Settings.FewSeeds };

    private static IReadOnlyList<Claim> Dissociations(GrammarContrastResult found) =>
    [
        .. found.Settings.Percents.SelectMany(p => new[]
        {
            found.DissociatesTwice(Ability.Blimp, Control.PerplexityMatched, p),
            found.DissociatesTwice(Ability.Blimp, Control.PerplexityMatchedRandom, p),
            found.Interacts(Ability.Blimp, Control.PerplexityMatched, p),
            found.Interacts(Ability.Blimp, Control.PerplexityMatchedRandom, p),
        }),
    ];
}
