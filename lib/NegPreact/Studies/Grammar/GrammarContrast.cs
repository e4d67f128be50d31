using NegPreact.Results;

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
    private readonly BatteryScorer scorer;

    private GrammarContrast(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, Battery battery, GrammarContrastSettings settings)
    {
        (this.cache, this.corpus, this.scores, this.settings) = (cache, corpus, scores, settings);
        windows = corpus.Windows(cache.Model.Tokenizer, settings.WindowLength);
        scorer = new BatteryScorer(
            cache, battery.Part(settings.PairsPerParadigm, settings.QuestionsPerTask, settings.Seed),
            settings.BlimpConvention, settings.TseConvention);
    }

    /// <summary>Measures the target and all that it is compared with at every dose.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text, for perplexity and its match.</param>
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

        return new GrammarContrastResult(settings, ResultSources.Of(cache.Model, corpus), untouched, doses);

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
        var all = new Dictionary<Comparison, IReadOnlyList<GrammarCondition>> { [Comparison.Untouched] = [untouched] };
        foreach (var (than, conditions) in controls)
            all.Add(than, conditions);
        var pairs = scorer.Abilities.SelectMany(ability => all.Keys.Select(than => (Ability: ability, Than: than)))
            .ToList();
        var grammar = pairs.Where(p => p.Ability != Ability.NonGrammar && target.Scores.ContainsKey(Ability.NonGrammar))
            .ToList();
        return new GrammarContrastDose(
            percent, neurons, target, controls,
            OfEach(
                [.. pairs.Where(p => p.Than != Comparison.Untouched)],
                p => DropOf(p.Ability, [untouched], all[p.Than])),
            OfEach(pairs, p => DropOf(p.Ability, all[p.Than], [target])),
            OfEach(grammar, p => DissociationOf(p.Ability, p.Than, (_, scores) => ScoreDrop.Ones(scores))),
            OfEach(grammar, p => DissociationOf(p.Ability, p.Than, Standardised)));

        // Each has random numbers of its own, so that the order in which they are done changes nothing.
        Dictionary<(Ability Ability, Comparison Than), T> OfEach<T>(
            List<(Ability Ability, Comparison Than)> keys, Func<(Ability Ability, Comparison Than), T> of) =>
            keys.AsParallel().AsOrdered().WithCancellation(cache.Stop)
                .Select(key => (key, value: of(key))).ToArray().ToDictionary(p => p.key, p => p.value);

        ScoreDrop DropOf(
            Ability ability, IReadOnlyList<GrammarCondition> higher, IReadOnlyList<GrammarCondition> lower) =>
            ScoreDrop.Of(cache, [.. higher.Select(c => c.Scores[ability])], [.. lower.Select(c => c.Scores[ability])],
            settings.Seed, settings.Resamples);

        Dissociation DissociationOf(Ability ability, Comparison than, Func<Ability, ItemScores, double[]> values)
        {
            double[][] sides =
            [
                Of(ability, [target]), Of(ability, all[than]), Of(Ability.NonGrammar, [target]),
                Of(Ability.NonGrammar, all[than]),
            ];
            return cache.Keep(
                ResultKinds.Dissociations, new { Sides = Fingerprint.Of(sides), settings.Seed, settings.Resamples },
                () => Dissociation.Of(sides[0], sides[1], sides[2], sides[3], settings.Seed, settings.Resamples));

            double[] Of(Ability which, IReadOnlyList<GrammarCondition> conditions)
            {
                double[][] sets = [.. conditions.Select(c => values(which, c.Scores[which]))];
                return [.. Enumerable.Range(0, sets[0].Length).Select(i => sets.Average(s => s[i]))];
            }
        }

        double[] Standardised(Ability ability, ItemScores scores)
        {
            var plain = untouched.Scores[ability].Margins;
            var mean = plain.Average();
            var deviation = Math.Sqrt(plain.Average(m => (m - mean) * (m - mean)));
            return [.. scores.Margins.Select(m => m / deviation)];
        }
    }
}
