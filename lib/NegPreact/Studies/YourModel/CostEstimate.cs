using System.Diagnostics;

namespace NegPreact;

/// <summary>
/// How long the experiments take on a model, estimated before they begin by a short trial on some text and pairs.
/// </summary>
/// <param name="Tokens">Tokens of the text that are run in a pass.</param>
/// <param name="Pairs">Minimal pairs that are scored in a pass.</param>
/// <param name="Parts">The experiments. What the store already holds is not subtracted.</param>
/// <param name="WeightBytes">What the weights take in memory, bytes.</param>
public sealed record CostEstimate(int Tokens, int Pairs, IReadOnlyList<CostPart> Parts, long WeightBytes)
{
    // A search for a perplexity match takes at most about twice the binary logarithm of the neurons; few take more than
    // this.
    private const int SearchPasses = 16;
    private const double TrialSeconds = 1;
    private const int TrialWindows = 16;
    private const int TrialPairs = 256;

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
        var perText = PerItem(Math.Min(TrialWindows, windows.Count),
            n => Perplexity.OfWindows(model, [.. windows.Take(n)], stop)) * windows.Count;
        var perPairs = PerItem(Math.Min(TrialPairs, pairs.Length), n => PairScores.Measure(
            model, PairSuite.Of("trial", Spread(pairs, n)), contrast.BlimpConvention, stop)) * pairs.Length;
        var perScores = PerItem(Math.Min(TrialWindows, windows.Count),
            n => ActivationPass.Measure(model, [.. windows.Take(n)], new NeuronScoreSettings(), stop)) * windows.Count;

        var conditions = 1 + (contrast.Percents.Count * (1 + contrast.Made.Sum(contrast.SetsOf)));
        var searches = contrast.Percents.Count * contrast.Made.Where(c => c.IsSearched).Sum(contrast.SetsOf);
        var share = Part(surprisal.MatchWindows ?? windows.Count);
        var few = Part(contrast.MostWindows);
        return new CostEstimate(
            windows.Count * doses.WindowLength, pairs.Length,
            [
                new CostPart("every neuron's scores", 1, 0, perScores),
                Cost("perplexity under each ablation", Part(doses.MostWindows) * doses.Passes, 0),
                Cost("grammar, target and controls", few * (conditions + (searches * SearchPasses)), conditions),
                Cost("surprisal by part of speech",
                    1 + (surprisal.Percents.Count * (2 + surprisal.Seeds.Count + (share * SearchPasses))), 0),
            ],
            model.Network.WeightBytes);

        double Part(int of) => Math.Min(1, of / (double)windows.Count);

        CostPart Cost(string name, double textPasses, int pairPasses) => new(
            name, textPasses, pairPasses, (textPasses * perText) + (pairPasses * perPairs));
    }

    // Seconds for each of many: the fastest of the runs that fit into a second, of more and more of them, since few by
    // themselves cost more. The first run, which compiles and allocates, does not count.
    private static double PerItem(int most, Action<int> run)
    {
        var (count, fastest) = (Math.Min(2, most), double.MaxValue);
        run(count);
        for (var spent = 0.0; spent < TrialSeconds; count = Math.Min(4 * count, most))
        {
            var clock = Stopwatch.StartNew();
            run(count);
            spent += clock.Elapsed.TotalSeconds;
            fastest = Math.Min(fastest, clock.Elapsed.TotalSeconds / count);
        }

        return fastest;
    }

    private static IEnumerable<MinimalPair> Spread(MinimalPair[] pairs, int count) => Enumerable.Range(0, count).Select(
        i => pairs[(long)i * pairs.Length / count]);
}

/// <summary>What one experiment will cost.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="TextPasses">How often the text is run; parts of it count as parts.</param>
/// <param name="PairPasses">How often the pairs are scored.</param>
/// <param name="Seconds">How long that takes according to the trial, seconds.</param>
public sealed record CostPart(string Name, double TextPasses, int PairPasses, double Seconds);

/// <summary>What notebook 10 shows of a <see cref="CostEstimate"/>.</summary>
public static class CostFigures
{
    private const double Gigabyte = 1e9;

    /// <summary>The experiments with what each will take.</summary>
    public static Table Table(this CostEstimate cost)
    {
        var table = new Table("What it will cost").Column("experiment").Column("passes over the text", format: "#,0")
            .Column("passes over the pairs").Column("time", "minutes", "0.0");
        foreach (var part in cost.Parts)
            table.Row(part.Name, part.TextPasses, part.PairPasses, part.Seconds / 60);
        return table.Row("all", cost.Parts.Sum(p => p.TextPasses), cost.Parts.Sum(p => p.PairPasses), cost.Seconds / 60)
            .Note($"Estimated by a trial of a few seconds on this machine: {Numbers.Count(cost.Tokens)} tokens and "
                + $"{Numbers.Count(cost.Pairs)} pairs per pass, at most: pairs of paradigms that the model does not "
                + "master are left out. Statistics take another minute or so; what the store "
                + "already holds is read and costs nothing.")
            .Note($"Memory: {Size(cost.WeightBytes)} for the weights and 1 to 3 GB for everything else.");
    }

    private static string Size(long bytes) => bytes < 0.1 * Gigabyte
        ? $"{1000 * bytes / Gigabyte:0.#} MB"
        : $"{bytes / Gigabyte:0.0} GB";
}
