using NegPreact.Tests.Models;

namespace NegPreact.Tests.Experiments;

/// <summary>
/// A random model of a few neurons with a text, pairs and a task in its words, for tests of the experiments on grammar.
/// </summary>
internal sealed class TinyGrammar : IDisposable
{
    private static readonly string[] Nouns = ["dog", "cat", "farmer", "clerk"];
    private readonly TinyModel files = TinyModel.Llama(intermediate: 40).AddTokenizer();

    public TinyGrammar()
    {
        Model = files.Load();
        Scores = NeuronScores.Measure(Model, Text, new NeuronScoreSettings { WindowLength = 8, Pairs = 20 });
    }

    public static Corpus Text { get; } = Corpus.OfText("tiny", TinyModel.Texts);

    public static Battery Battery { get; } = new(
        PairSuite.Of("many", Pairs("agreement", "near").Concat(Pairs("agreement", "that sees"))
        .Concat(Pairs("objects", "knows"))),
        PairSuite.Of("few", Pairs("agreement", "and")),
        [new TaskSet("choice", TaskKind.MultipleChoice,
            [.. Nouns.SelectMany((n, i) => Nouns.Where(m => m != n).Select((m, j) => Item(n, m, (i * 3) + j + 1)))],
            "sha")]);

    public static GrammarContrastSettings Settings { get; } = new()
    {
        Percents = [5, 20], Seeds = [1, 2, 3], MatchSeeds = [4, 5], WindowLength = 8, Mastery = new() { At = 1 },
    };

    public LanguageModel Model { get; }

    public NeuronScores Scores { get; }

    public ControlSource Source(NeuronSet target) =>
        new(new MeasuringCache(Model), Text, Scores, new(target, Ablation.ZeroNegative));

    public GrammarContrastResult Run(
        GrammarContrastSettings? settings = null, CancellationToken? cancellation = null) =>
        GrammarContrast.Run(
        new MeasuringCache(Model, cancellation: cancellation ?? TestContext.Current.CancellationToken), Text, Scores,
        Battery, settings ?? Settings);

    public void Dispose()
    {
        Model.Dispose();
        files.Dispose();
    }

    private static IEnumerable<MinimalPair> Pairs(string phenomenon, string between) =>
        Nouns.SelectMany(n => Nouns.Where(m => m != n).Select(m => new MinimalPair(
            $"the {n} {between} the {m} runs.", $"the {n} {between} the {m} run.", between, phenomenon)));

    private static TaskItem Item(string right, string wrong, int line) =>
        new([new TaskOption($"a {right} sees a", right), new TaskOption($"a {right} sees a", wrong)], 0, line, null);
}
