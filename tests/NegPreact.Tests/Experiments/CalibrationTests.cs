namespace NegPreact.Tests.Experiments;

/// <summary>
/// Random sets of neurons of the built-in model in the target's place, each against others drawn like it: whatever is
/// then said to hold beyond random is false.
/// </summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public class CalibrationTests
{
    private const int Drawn = 80;
    private const int Trials = 400;
    private const double Percent = 5;
    private const int WindowLength = 128;

    [Fact]
    public void A_random_set_is_seldom_found_worse_than_random_sets()
    {
        using var model = LanguageModel.Load("data/models/tiny-llama");
        var cache = new MeasuringCache(model);
        var stop = TestContext.Current.CancellationToken;
        var text = Corpus.BuiltIn.Halves().Measured.Part(model.Tokenizer, 10, WindowLength);
        var windows = text.Windows(model.Tokenizer, WindowLength);
        var tokens = TaggedTokens.Of(text, model.Tokenizer, stop);
        var classes = Classes(tokens, windows.Count);
        var pairs = Battery.Part(Battery.Named("").Blimp, 3, seed: 1);
        var sentences = PairScores.Encode(model, pairs, ScoringConvention.PaperBlimp);
        var any = NeuronSet.Of(
            model.IntermediateSizes.Select(n => Enumerable.Range(0, (int)(n * Percent / 100))),
            model.IntermediateSizes);

        var (denseTokens, densePairs) = Measured(Intervention.None);
        var sets = Enumerable.Range(1, Drawn).Select(Set).ToList();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var random = new SeededRandom(3);
        for (var trial = 0; trial < Trials; trial++)
        {
            var drawn = random.Distinct(1 + SetContrast.RankedSets, Drawn).Select(i => sets[i]).ToArray();
            var (target, others) = (drawn[0], drawn[1..]);
            Count("perplexity", Holds(s => s.Loss));
            Count("margin", Holds(s => s.Margin));
            Count("accuracy", Holds(s => s.Accuracy));
            Count("perplexity, ten sets", Holds(s => s.Loss, 10));
            Count("accuracy, ten sets", Holds(s => s.Accuracy, 10));
            Count("parts of speech", AnyOf(s => s.Classes));
            Count("phenomena", AnyOf(s => s.Phenomena));
            var apart = SetContrast.Of(target.Loss, [.. others.Select(o => o.Loss)]);
            Count("outside the interval for one more set", target.Loss.Value < apart.OneMore!.Low
                || target.Loss.Value > apart.OneMore.High);

            bool Holds(Func<Harm, SampleStatistic> of, int sets = SetContrast.RankedSets) => Verdicts.Of(Evidence.Of(
                SetContrast.Of(of(target), [.. others.Take(sets).Select(of)]), new(1e-9, "any"))) == Verdict.Holds;

            bool AnyOf(Func<Harm, double[]> of) => MaxStatistic.Adjust(of(target), [.. others.Select(of)])
                .Any(p => p <= Evidence.Alpha);
        }

        // Trials share sets, so that they vary no less than as many draws of one in forty: 5 % and three deviations.
        var most = Trials * (0.05 + (3 * Math.Sqrt(0.05 * 0.95 / Trials)));
        foreach (var (what, count) in counts)
            TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {100.0 * count / Trials:F1} % of {Trials}");
        Assert.All(counts, c => Assert.True(
            c.Value <= (c.Key.StartsWith("outside", StringComparison.Ordinal) ? 2 * most : most), $"{c}"));

        void Count(string what, bool falsely) => counts[what] = counts.GetValueOrDefault(what) + (falsely ? 1 : 0);

        (double[][] Tokens, PairScores Pairs) Measured(Intervention intervention) => (
            [.. cache.TokenLogProbabilities(windows, intervention)],
            cache.Pairs(pairs, ScoringConvention.PaperBlimp, sentences, intervention));

        Harm Set(int seed)
        {
            var (logs, scores) = Measured(new(NeuronSet.Random(any, seed), Ablation.ZeroNegative));
            double[][] harm = [.. logs.Select((w, i) => w.Select((l, t) => denseTokens[i][t] - l).ToArray())];
            double[] lost =
            [
                .. scores.Right.Select((right, i) => (densePairs.Right[i] ? 100 : 0) - (right ? 100.0 : 0)),
            ];
            var groups = ItemScores.Of(scores).Groups;
            return new Harm(
                SampleStatistic.Mean([.. harm.Select(w => w.Average())]),
                SampleStatistic.Mean([.. densePairs.Margins.Zip(scores.Margins, (d, a) => d - a)]),
                SampleStatistic.Mean(lost, groups.SelectMany(g => g.Templates)),
                [.. Enumerable.Range(0, Enum.GetValues<Upos>().Length).Select(c => OfClass(harm, c)).OfType<double>()],
                [.. groups.Select(g => g.Items.Average(i => lost[i]))]);
        }

        double? OfClass(double[][] harm, int c)
        {
            double[] of = [.. harm.SelectMany((w, i) => w.Where((_, t) => classes[i][t + 1] == c))];
            return of.Length >= 20 ? of.Average() : null;
        }
    }

    private static int[][] Classes(TaggedTokens tokens, int windows) =>
    [
        .. Enumerable.Range(0, windows).Select(w => Enumerable.Range(w * WindowLength, WindowLength)
            .Select(t => tokens.WordOf(t) is var word and >= 0 ? (int)tokens.Words[word].Tag : -1).ToArray()),
    ];

    private sealed record Harm(
        SampleStatistic Loss, SampleStatistic Margin, SampleStatistic Accuracy, double[] Classes, double[] Phenomena);
}
