namespace NegPreact;

/// <summary>
/// How long the experiments take on a model, estimated before they begin by a short trial on some text and pairs.
/// </summary>
/// <param name="Tokens">Tokens of the text that are run in a pass.</param>
/// <param name="Pairs">Minimal pairs that are scored in a pass.</param>
/// <param name="Parts">The experiments. What the store already holds is not subtracted.</param>
/// <param name="Verdicts">
/// One verdict at one dose each, measured by itself: the untouched model, the target and what it is compared with.
/// Verdicts share what they have in common, so all together cost less than their sum.
/// </param>
/// <param name="WeightBytes">What the weights take in memory, bytes.</param>
public sealed record CostEstimate(
    int Tokens, int Pairs, IReadOnlyList<CostPart> Parts, IReadOnlyList<CostPart> Verdicts, long WeightBytes)
{
    /// <summary>Seconds for all parts together.</summary>
    public double Seconds => Parts.Sum(p => p.Seconds);

    /// <summary>Runs the trial; a few seconds for a small model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="battery">The pairs; tasks are not counted.</param>
    /// <param name="doses">The experiment on perplexity.</param>
    /// <param name="contrast">The experiment on grammar.</param>
    /// <param name="surprisal">The experiment on parts of speech.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">
    /// The text is shorter than two windows, or a sentence cannot be scored.
    /// </exception>
    public static CostEstimate Of(
        LanguageModel model, Corpus corpus, Battery battery, DoseResponseSettings doses,
        GrammarContrastSettings contrast, PosSurprisalSettings surprisal,
        CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(battery);
        ArgumentNullException.ThrowIfNull(doses);
        ArgumentNullException.ThrowIfNull(contrast);
        ArgumentNullException.ThrowIfNull(surprisal);
        var stop = cancellation ?? Progress.Cancellation;
        var windows = corpus.Windows(model.Tokenizer, doses.WindowLength);
        var suite = battery.PairsOnly.Part(contrast.PairsPerParadigm, contrast.QuestionsPerTask, contrast.Seed);
        MinimalPair[] pairs = [.. suite.Blimp.Pairs, .. suite.Tse.Pairs];
        var perText = Trial.PerItem(Math.Min(Trial.Windows, windows.Count),
            n => Perplexity.OfWindows(model, [.. windows.Take(n)], stop)) * windows.Count;
        var perPairs = Trial.PerItem(Math.Min(Trial.Items, pairs.Length), n => PairScores.Measure(
            model, PairSuite.Of("trial", Trial.Spread(pairs, n)), contrast.BlimpConvention, stop)) * pairs.Length;
        var perScores = Trial.PerItem(Math.Min(Trial.Windows, windows.Count),
            n => ActivationPass.Measure(model, [.. windows.Take(n)], new NeuronScoreSettings(), stop)) * windows.Count;

        var conditions = 1 + (contrast.Percents.Count * (1 + contrast.Made.Sum(contrast.SetsOf)));
        var searches = contrast.Percents.Count * contrast.Made.Where(c => c.IsSearched).Sum(contrast.SetsOf);
        var share = Part(surprisal.MatchWindows ?? windows.Count);
        var few = Part(contrast.MostWindows);
        const int searchPasses = PerplexityMatching.UsualPasses;
        return new CostEstimate(
            windows.Count * doses.WindowLength, pairs.Length,
            [
                new CostPart("every neuron's scores", 1, 0, perScores),
                Cost("perplexity under each ablation", Part(doses.MostWindows) * doses.Passes, 0),
                Cost("grammar, target and controls", few * (conditions + (searches * searchPasses)), conditions),
                Cost("surprisal by part of speech",
                    1 + (surprisal.Percents.Count * (2 + surprisal.Seeds.Count + (share * searchPasses))), 0),
            ],
            [
                Cost("perplexity, against random sets", Part(doses.MostWindows) * (2 + doses.Seeds.Count), 0),
                .. contrast.Made.Select(than => Cost(
                    $"grammar, against {than.Name}",
                    few * (2 + (contrast.SetsOf(than) * (than.IsSearched ? 1 + searchPasses : 1))),
                    2 + contrast.SetsOf(than))),
                Cost("surprisal, against random sets", 2 + surprisal.Seeds.Count, 0),
            ],
            model.Network.WeightBytes);

        double Part(int of) => Math.Min(1, of / (double)windows.Count);

        CostPart Cost(string name, double textPasses, int pairPasses) => new(
            name, textPasses, pairPasses, (textPasses * perText) + (pairPasses * perPairs));
    }
}

/// <summary>What one experiment or one verdict will cost.</summary>
/// <param name="Name">The experiment, or what the verdict is about.</param>
/// <param name="TextPasses">How often the text is run; parts of it count as parts.</param>
/// <param name="PairPasses">How often the pairs are scored.</param>
/// <param name="Seconds">How long that takes according to the trial, seconds.</param>
public sealed record CostPart(string Name, double TextPasses, int PairPasses, double Seconds);
