using NegPreact.Results;

namespace NegPreact.Campaigns;

/// <summary>Everything else that a study exists for, in the order in which it is wanted.</summary>
internal static class SecondTier
{
    private static readonly Control[] Rivals = [Control.TopSkewness, Control.TopKurtosis, Control.TopVariance];

    private static readonly Control[] Matched =
        [Control.OutputMatched, Control.FrequencyMatched, Control.PerplexityMatchedByLayer];

    public static IReadOnlyList<CampaignStep> Steps { get; } =
    [
        new("other-ablations", 2, "positives, both sides, means, flipped signs: perplexity", "03-ablation", [])
        {
            Run = c =>
            {
                var found = DoseResponse.Run(c.Cache, c.Measured, c.Scores, OtherAblations(c, Means(c)));
                return
                [
                    .. found.Settings.Percents.SelectMany(
                        p => new[] { found.NegativeMoreThanPositive(p), found.SignMatters(p) }),
                ];
            },
            Work = c => FirstTier.OfDoses(OtherAblations(c, [Ablation.PositiveReLU, Ablation.PositiveReLU])),
        },
        new("rivals", 2, "BLiMP: neurons chosen by skewness, kurtosis, variance", "04-controls", [])
        {
            Run = c => Contrast(c, c.Contrast(Rivals), Ability.Blimp, Rivals),
            Work = c => FirstTier.OfContrast(c, c.Contrast(Rivals), searched: false),
        },
        new("equal-damage", 2, "how many neurons it takes to raise perplexity by as much", "03-ablation", [])
        {
            Run = c =>
            {
                DamageDose.Run(c.Cache, c.Measured, c.Scores, Damage(c));
                return [];
            },
            Work = c => new(Damage(c).MostPasses, Results: Damage(c).MostPasses),
        },
        new("second-text", 2, "negatives zeroed at each dose, on a second text: perplexity", "03-ablation", [])
        {
            Variant = "on-a-second-text",
            Run = c => FirstTier.Doses(DoseResponse.Run(c.Cache, c.Second, c.Scores, c.Doses())),
            Work = c => FirstTier.OfDoses(c.Doses()),
        },
        new("further-controls", 2, "BLiMP: sets matched on output, frequency, perplexity layer by layer",
            "04-controls", [])
        {
            Run = c => Contrast(c, c.Contrast(Matched), Ability.Blimp, Matched),
            Work = c => FirstTier.OfContrast(c, c.Contrast(Matched), searched: false) with
            {
                TextPasses = c.Settings.Percents.Count * c.Cache.Model.Layers * FirstTier.SearchPasses,
            },
        },
        new("layers", 2, "more and more layers, against random sets", "06-layers", [])
        {
            Run = c =>
            {
                var found = LayerSweep.Run(c.Cache, c.Measured, c.Scores, c.Battery(), AllLayers(c));
                return [found.GrowsSteadily(LayerEffect.Loss), found.TurnsFurther()];
            },
            Work = c =>
            {
                var (layers, sets) = (c.Cache.Model.Layers, c.Settings.Seeds.Count);
                var passes = (2 * layers) + (sets * (layers + 1)) + (2 * layers * (AllLayers(c).FullSets + 1));
                return new(passes, Results: passes);
            },
        },
        new("constructions", 2, "TSE: the target, random sets, sets matched on perplexity", "04-controls", [])
        {
            Run = c => Contrast(c, Tse(c), Ability.Tse, [Comparison.Untouched, .. FirstTier.Matched]),
            Work = c => FirstTier.OfContrast(c, Tse(c), searched: false),
        },
        new("other-convention", 2, "BLiMP with the first word scored after a beginning of text", "04-controls", [])
        {
            Variant = "after-a-beginning-of-text",
            Run = c => Contrast(c, Marked(c), Ability.Blimp, [Comparison.Untouched, .. FirstTier.Matched]),
            Work = c => FirstTier.OfContrast(c, Marked(c), searched: false),
        },
        new("tagger", 2, "surprisal by part of speech with the built-in tagger's tags", "05-pos-surprisal", [])
        {
            Variant = "by-the-tagger",
            Run = c => FirstTier.Scaffolding(PosSurprisal.Run(
                c.Cache, c.Gold.Corpus, TaggedTokens.Of(c.Gold.Corpus, c.Cache.Model.Tokenizer, c.Cache.Stop),
                c.Measured, c.Scores, c.Surprisal())),
            Work = _ => new(Results: 1),
        },
    ];

    private static IReadOnlyList<Claim> Contrast(
        CampaignContext c, GrammarContrastSettings settings, Ability ability, IReadOnlyList<Comparison> than) =>
        FirstTier.Grammar(
            GrammarContrast.Run(c.Cache, c.Measured, c.Scores, c.Battery(), settings), ability, than);

    private static DoseResponseSettings OtherAblations(CampaignContext c, IReadOnlyList<Ablation> means) =>
        c.Doses() with
        {
            Seeds = c.Settings.FewSeeds,
            Ablations =
            [
                Ablation.ZeroNegative, Ablation.ZeroPositive, Ablation.ZeroBoth, Ablation.SignFlip, .. means,
            ],
        };

    // The means are kept: another machine would find others in the last digit, and the ablation's name holds them.
    private static IReadOnlyList<Ablation> Means(CampaignContext c)
    {
        var windows = c.Scored.Windows(c.Cache.Model.Tokenizer, c.Settings.WindowLength);
        return
        [
            .. new[] { Side.Negative, Side.Both }.Select(side => new MeanAblation(side, c.Cache.Get<float[][]>(
                ResultKinds.MeanPreActivations, new { Windows = Fingerprint.Of(windows), side }, Intervention.None,
                () => [.. c.Cache.Model.MeanAblation(windows, side, c.Cache.Stop).Means.Select(m => m.ToArray())]))),
        ];
    }

    private static DamageDoseSettings Damage(CampaignContext c) => new()
    {
        Seeds = c.Settings.FewSeeds, WindowLength = c.Settings.WindowLength, MostWindows = c.Settings.MeasuredWindows,
    };

    private static LayerSweepSettings AllLayers(CampaignContext c) => c.Layers() with
    {
        Seeds = c.Settings.Seeds, FullSets = Math.Min(c.Settings.FewSets, c.Settings.Seeds.Count), Cumulative = true,
    };

    private static GrammarContrastSettings Tse(CampaignContext c) => c.Contrast(FirstTier.Matched) with
    {
        PairsPerParadigm = 0, TsePairsPerParadigm = c.Settings.TsePairsPerParadigm,
    };

    private static GrammarContrastSettings Marked(CampaignContext c) => c.Contrast(FirstTier.Matched) with
    {
        BlimpConvention = c.Settings.Convention with
        {
            Name = $"{c.Settings.Convention.Name}, after a beginning of text", BeginOfText = BeginOfText.Always,
        },
    };
}
