namespace NegPreact;

/// <summary>
/// What zeroing the negative pre-activations of the Wasserstein neurons does to grammar, to other abilities and to
/// perplexity, against random and matched neurons (paper, sections on grammar and on the perplexity-matched control;
/// seeds, intervals and the other controls are what its reviewers asked for).
/// </summary>
public sealed class GrammarContrast
{
    private readonly Corpus corpus;
    private readonly NeuronScores scores;
    private readonly GrammarContrastSettings settings;
    private readonly MeasuringCache cache;
    private readonly IReadOnlyList<IReadOnlyList<int>> windows;
    private readonly Dictionary<Ability, MasteredPairs> mastered;
    private readonly BatteryScorer scorer;

    private GrammarContrast(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, Battery battery, GrammarContrastSettings settings)
    {
        (this.cache, this.scores, this.settings) = (cache, scores, settings);
        this.corpus = corpus.Part(cache.Model.Tokenizer, settings.MostWindows, settings.WindowLength);
        windows = this.corpus.Windows(cache.Model.Tokenizer, settings.WindowLength);
        mastered = MasteredPairs.Of(cache, battery, settings.Pairs);
        scorer = new BatteryScorer(
            cache, MasteredPairs.ToScore(mastered),
            [.. battery.Tasks.Select(t => t.Sample(settings.QuestionsPerTask, settings.Seed))],
            settings.Pairs.ConventionOf);
    }

    /// <summary>Measures the target and all that it is compared with at every dose.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text, of which a part is taken for perplexity and its match.</param>
    /// <param name="scores">Where the target comes from: the highest Wasserstein distances of each layer.</param>
    /// <param name="battery">What the model is tested with.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <exception cref="NegPreactException">
    /// The text is too short, the scores belong to another model, a control cannot be had, or an item cannot be scored.
    /// </exception>
    public static GrammarContrastResult Run(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, Battery battery,
        GrammarContrastSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(battery);
        return new GrammarContrast(cache, corpus, scores, battery, settings ?? new()).Run();
    }

    private GrammarContrastResult Run()
    {
        using var progress = Progress.Start(
            "Measuring the target and its controls",
            1 + (settings.Percents.Count * (1 + settings.Made.Sum(settings.SetsOf))));
        var done = 0;
        using var layers = cache.ShareLayers(scores);
        var untouched = Measure(Intervention.None);
        List<GrammarContrastDose> doses = [];
        foreach (var percent in settings.Percents)
        {
            var target = new Intervention(NeuronSet.Top(scores, percent), Ablation.ZeroNegative);
            var source = new ControlSource(cache, corpus, scores, target)
            {
                Match = settings.Match with { WindowLength = settings.WindowLength },
            };
            var ofTarget = Measure(target);
            var controls = settings.Made.ToDictionary(c => c, c => (IReadOnlyList<GrammarCondition>)
                [.. (settings.SeedsOf(c) ?? [1]).Select(seed => c.Draw(source, seed))
                    .Select(set => Measure(set.Intervention, set))]);
            doses.Add(Compare(percent, target.Neurons, untouched, ofTarget, controls));
        }

        return new GrammarContrastResult(settings, ResultSources.Of(cache.Model, corpus), mastered, untouched, doses);

        GrammarCondition Measure(Intervention intervention, ControlSet? control = null)
        {
            var condition = new GrammarCondition(
                cache.Perplexity(windows, intervention), scorer.Score(intervention), control);
            progress.Report(++done);
            return condition;
        }
    }

    private GrammarContrastDose Compare(
        double percent, NeuronSet neurons, GrammarCondition untouched, GrammarCondition target,
        Dictionary<Comparison, IReadOnlyList<GrammarCondition>> controls)
    {
        var pairs = scorer.Abilities.SelectMany(ability => controls.Keys.Select(than => (Ability: ability, Than: than)))
            .ToList();
        var beyond = scorer.Abilities
            .SelectMany(ability => controls.Keys.Prepend(Comparison.Untouched).Select(than => (ability, than)))
            .ToDictionary(p => p, p => Beyond(p.ability, p.than));
        var grammar = scorer.Abilities.Contains(Ability.NonGrammar)
            ? pairs.Where(p => p.Ability != Ability.NonGrammar).ToList()
            : [];
        return new GrammarContrastDose(
            percent, neurons, target, controls,
            pairs.ToDictionary(p => p, p => ScoreDrop.Own(untouched.Scores[p.Ability], Scores(p.Ability, p.Than))),
            beyond,
            grammar.ToDictionary(p => p, p => Counted(p.Ability, p.Than)),
            grammar.ToDictionary(p => p, p => DissociationOf(p, Standardised)));

        ScoreDrop Beyond(Ability ability, Comparison than)
        {
            var (plain, ofTarget) = (untouched.Scores[ability], target.Scores[ability]);
            return than == Comparison.Untouched
                ? ScoreDrop.Own(plain, ofTarget)
                : ScoreDrop.Beyond(plain, ofTarget, Scores(ability, than));
        }

        ItemScores[] Scores(Ability ability, Comparison than) => [.. controls[than].Select(c => c.Scores[ability])];

        Dissociation DissociationOf(
            (Ability Grammar, Comparison Than) of, Func<ItemScores, ItemScores, SampleStatistic> loss)
        {
            return Dissociation.Of(
                Loss(of.Grammar, target.Scores[of.Grammar]), OfSets(of.Grammar),
                Loss(Ability.NonGrammar, target.Scores[Ability.NonGrammar]), OfSets(Ability.NonGrammar));

            SampleStatistic Loss(Ability ability, ItemScores scores) => loss(untouched.Scores[ability], scores);

            SampleStatistic[] OfSets(Ability ability) => [.. Scores(ability, of.Than).Select(s => Loss(ability, s))];
        }

        // Accuracies are counts, and have the tests of counts.
        Dissociation Counted(Ability ability, Comparison than)
        {
            var apart = DissociationOf((ability, than), (plain, c) => ScoreLoss.Accuracy(plain, c));
            var (plain, ofTarget) = (untouched.Scores[Ability.NonGrammar], target.Scores[Ability.NonGrammar]);
            var fewest = Math.Min(plain.Right.Count, untouched.Scores[ability].Right.Count);
            return apart with
            {
                First = beyond[(ability, than)].Contrast!,
                Second = AccuracyContrast.Less(plain, ofTarget, Scores(Ability.NonGrammar, than)),
                Interaction = apart.Interaction with
                {
                    Own = beyond[(ability, than)].Contrast!.Own,
                    Beyond = AccuracyContrast.Widened(apart.Interaction.Beyond, fewest),
                },
            };
        }

        static SampleStatistic Standardised(ItemScores plain, ItemScores condition)
        {
            var mean = plain.Margins.Average();
            return ScoreLoss.Margin(
                plain, condition, unit: Math.Sqrt(plain.Margins.Average(m => (m - mean) * (m - mean))));
        }
    }
}
