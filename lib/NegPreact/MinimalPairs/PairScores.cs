using Microsoft.Data.Analysis;

namespace NegPreact;

/// <summary>
/// The scores of both sentences of each pair of a suite under a model, so that two models can be compared pair by pair.
/// </summary>
public sealed class PairScores
{
    /// <summary>Scores that were measured before.</summary>
    /// <param name="suite">The pairs.</param>
    /// <param name="convention">How they were scored.</param>
    /// <param name="good">The score of each grammatical sentence, in the convention's unit.</param>
    /// <param name="bad">The score of each ungrammatical sentence.</param>
    /// <exception cref="NegPreactException">Not one score for each sentence, or one that is not finite.</exception>
    public PairScores(
        PairSuite suite, ScoringConvention convention, IReadOnlyList<double> good, IReadOnlyList<double> bad)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(convention);
        ArgumentNullException.ThrowIfNull(good);
        ArgumentNullException.ThrowIfNull(bad);
        if (good.Count != suite.Pairs.Count || bad.Count != suite.Pairs.Count)
            throw new NegPreactException(
                ErrorKind.Statistics,
                $"The suite '{suite.Name}' has {suite.Pairs.Count} pairs, but {good.Count} and {bad.Count} scores were "
                    + "given; give one per sentence.");
        for (var i = 0; i < good.Count; i++)
            if (!double.IsFinite(good[i]) || !double.IsFinite(bad[i]))
                throw new NegPreactException(
                    ErrorKind.NonFinite,
                    $"Pair {i} of '{suite.Name}' (\"{suite.Pairs[i].Good}\") has the scores {good[i]} and {bad[i]}; "
                        + "check that the model's weights are finite.");
        (Suite, Convention, Good, Bad) = (suite, convention, good, bad);
        Margins = [.. good.Zip(bad, (g, b) => g - b)];
        Right = [.. good.Zip(bad, convention.IsRight)];
    }

    /// <summary>The pairs.</summary>
    public PairSuite Suite { get; }

    /// <summary>How they were scored.</summary>
    public ScoringConvention Convention { get; }

    /// <summary>
    /// Log-probability of each grammatical sentence, in nats (per sentence or per token:
    /// <see cref="ScoringConvention.Unit"/>).
    /// </summary>
    public IReadOnlyList<double> Good { get; }

    /// <summary>Log-probability of each ungrammatical sentence, in the same unit.</summary>
    public IReadOnlyList<double> Bad { get; }

    /// <summary>Good - bad of each pair, in the same unit.</summary>
    public IReadOnlyList<double> Margins { get; }

    /// <summary>Whether each pair counts as right.</summary>
    public IReadOnlyList<bool> Right { get; }

    /// <summary>All pairs taken together.</summary>
    public PairAccuracy Overall => Accuracy(Suite.Name, [.. Enumerable.Range(0, Right.Count)]);

    /// <summary>Each paradigm, in the suite's order.</summary>
    public IReadOnlyList<PairAccuracy> ByParadigm =>
        [.. Groups(pair => pair.Paradigm).Select(g => Accuracy(g.Name, g.Pairs))];

    /// <summary>Each phenomenon, in the suite's order.</summary>
    public IReadOnlyList<PairAccuracy> ByPhenomenon =>
        [.. Groups(pair => pair.Phenomenon).Select(g => Accuracy(g.Name, g.Pairs))];

    /// <summary>Scores a suite.</summary>
    /// <param name="model">The model, with whatever ablation is in force.</param>
    /// <param name="suite">The pairs.</param>
    /// <param name="convention">How; see the presets of <see cref="ScoringConvention"/>.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">The model has no tokenizer, or a sentence cannot be scored.</exception>
    public static PairScores Measure(
        LanguageModel model, PairSuite suite, ScoringConvention convention, CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(convention);
        return From(suite, convention,
            Score(model, suite, convention, Encode(model, suite, convention), cancellation ?? Progress.Cancellation));
    }

    /// <summary>
    /// The good and the bad sentence of each pair in turn, for a suite that is scored more than once.
    /// </summary>
    internal static int[][] Encode(LanguageModel model, PairSuite suite, ScoringConvention convention) =>
        [.. suite.Pairs.SelectMany(pair => new[] { pair.Good, pair.Bad }).Select(
        s => convention.Encode(model.Tokenizer, s))];

    /// <summary>The score of each sentence.</summary>
    internal static double[] Score(LanguageModel model, PairSuite suite, ScoringConvention convention,
        int[][] sentences, CancellationToken cancellation)
    {
        using var progress = Progress.Start($"Scoring {suite.Name}", 2L * suite.Pairs.Count);
        return [.. SharedPrefixes.LogProbabilities(model, sentences, done => progress.Report(done), cancellation)
            .Select(convention.Of)];
    }

    /// <summary>The scores of sentences in the order of <see cref="Encode"/>.</summary>
    internal static PairScores From(PairSuite suite, ScoringConvention convention, double[] scores) =>
        new(suite, convention, [.. scores.Where((_, i) => i % 2 == 0)], [.. scores.Where((_, i) => i % 2 == 1)]);

    /// <summary>One row per pair; column names carry the unit.</summary>
    public DataFrame ToDataFrame()
    {
        var unit = Convention.Score == SentenceScore.Sum ? "nats" : "nats_per_token";
        return new DataFrame(
            new StringDataFrameColumn("paradigm", Suite.Pairs.Select(p => p.Paradigm)),
            new StringDataFrameColumn("phenomenon", Suite.Pairs.Select(p => p.Phenomenon)),
            new StringDataFrameColumn("good", Suite.Pairs.Select(p => p.Good)),
            new StringDataFrameColumn("bad", Suite.Pairs.Select(p => p.Bad)),
            new DoubleDataFrameColumn($"good_{unit}", Good),
            new DoubleDataFrameColumn($"bad_{unit}", Bad),
            new DoubleDataFrameColumn($"margin_{unit}", Margins),
            new BooleanDataFrameColumn("right", Right));
    }

    /// <summary>The pairs of each group by their index, in the suite's order.</summary>
    internal IEnumerable<(string Name, int[] Pairs)> Groups(Func<MinimalPair, string> by) =>
        Suite.Pairs.Select((pair, i) => (Name: by(pair), i)).GroupBy(p => p.Name, p => p.i)
        .Select(g => (g.Key, g.ToArray()));

    private PairAccuracy Accuracy(string name, int[] pairs)
    {
        double[] margins = [.. pairs.Select(i => Margins[i]).Order()];
        return new PairAccuracy(
            name, pairs.Length, Proportion.Wilson(pairs.Count(i => Right[i]), pairs.Length),
            pairs.Count(i => Good[i] == Bad[i]), Percentiles.Linear(margins, 50));
    }
}
