using System.Diagnostics;
using NegPreact.MinimalPairs;
using NegPreact.Surprisal;
using NegPreact.Wasserstein;

namespace NegPreact.Experiments;

/// <summary>How long the experiments take on a model, told before they begin, from a trial on a small part of text and pairs.</summary>
/// <param name="Tokens">Tokens of the text that are run in a pass.</param>
/// <param name="Pairs">Minimal pairs that are scored in a pass.</param>
/// <param name="Parts">The experiments. What the store already holds is not taken off.</param>
/// <param name="WeightBytes">What the weights take in memory, bytes.</param>
public sealed record CostEstimate(int Tokens, int Pairs, IReadOnlyList<CostPart> Parts, long WeightBytes)
{
    // A search for a perplexity match takes at most about twice the binary logarithm of the neurons; few take more than this.
    private const int SearchPasses = 16;
    private const int TrialWindows = 4;
    private const int TrialPairs = 64;

    /// <summary>Seconds of all parts together.</summary>
    public double Seconds => Parts.Sum(p => p.Seconds);

    /// <summary>Tries the model out; a few seconds for a small one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="battery">The pairs; tasks are not counted.</param>
    /// <param name="doses">The experiment on perplexity.</param>
    /// <param name="contrast">The experiment on grammar.</param>
    /// <param name="surprisal">The experiment on parts of speech.</param>
    /// <param name="cancellation">Looked at before each forward pass; the notebook's own where none is given.</param>
    /// <exception cref="NegPreactException">The text is shorter than two windows, or a sentence cannot be scored.</exception>
    public static CostEstimate Of(
        LanguageModel model, Corpus corpus, Battery battery, DoseResponseSettings doses, GrammarContrastSettings contrast, PosSurprisalSettings surprisal,
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
        var trial = windows.Take(TrialWindows).ToList();
        var few = PairSuite.Of("trial", suite.Blimp.Pairs.Concat(suite.Tse.Pairs).Take(TrialPairs));
        var pairs = suite.Blimp.Pairs.Count + suite.Tse.Pairs.Count;
        var perText = Timed(() => Perplexity.OfWindows(model, trial, stop)) * windows.Count / trial.Count;
        var perPairs = Timed(() => PairScores.Measure(model, few, contrast.BlimpConvention, stop)) * pairs / few.Pairs.Count;
        var perScores = Timed(() => ActivationPass.Measure(model, trial, new MeasurementSettings(), stop)) * windows.Count / trial.Count;

        var controls = contrast.Baselines.Distinct().ToList();
        var conditions = 1 + (contrast.Percents.Count * (1 + controls.Sum(contrast.SetsOf)));
        var searches = contrast.Percents.Count * controls.Where(b => b is Baseline.PerplexityMatched or Baseline.PerplexityMatchedRandom).Sum(contrast.SetsOf);
        var share = Math.Min(1, (surprisal.MatchWindows ?? windows.Count) / (double)windows.Count);
        return new CostEstimate(
            windows.Count * doses.WindowLength, pairs,
            [
                new CostPart("every neuron's scores", 1, 0, perScores),
                Part("perplexity under each ablation", 2 + (doses.Percents.Count * doses.Ablations.Count * (1 + doses.Seeds.Count)), 0),
                Part("grammar, target and controls", conditions + (searches * SearchPasses), conditions),
                Part("surprisal by part of speech", 1 + (surprisal.Percents.Count * (2 + surprisal.Seeds.Count + (share * SearchPasses))), 0),
            ],
            model.Network.WeightBytes);

        CostPart Part(string name, double textPasses, int pairPasses) => new(name, textPasses, pairPasses, (textPasses * perText) + (pairPasses * perPairs));
    }

    // The first run compiles and allocates; the second is like all that follow.
    private static double Timed(Action run)
    {
        run();
        var clock = Stopwatch.StartNew();
        run();
        return clock.Elapsed.TotalSeconds;
    }
}
