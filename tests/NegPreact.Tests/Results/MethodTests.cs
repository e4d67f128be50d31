using System.Reflection;
using System.Text.Json;
using NegPreact.Results;
using NegPreact.Tests.Experiments;
using NegPreact.Tests.Models;
using NegPreact.Tests.Sweeps;

namespace NegPreact.Tests.Results;

/// <summary>
/// Numbers and versions of methods, held together: results that were kept stay valid only as long as the same version
/// gives the same numbers. To accept others, raise the version in <see cref="ResultKinds"/> and run these tests with
/// NEGPREACT_WRITE_SNAPSHOTS=1.
/// </summary>
public sealed class MethodTests
{
    // Named one by one: a further ablation changes no number that was kept before, so it asks for no new version.
    private static readonly Ablation[] kept =
    [
        Ablation.ZeroNegative, Ablation.ZeroPositive, Ablation.ZeroBoth, Ablation.PositiveReLU, Ablation.SignFlip,
    ];

    private const double Tolerance = 1e-5; // processors differ in the last digits of float32
    private static readonly string file = Path.Combine(
        SharedData.Repository, "tests/NegPreact.Tests/Results/methods.json");
    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true, NewLine = "\n",
        IndentSize = 1 };

    private sealed record Method(int Version, double[] Numbers);

    [Fact]
    public void No_number_changes_without_its_version()
    {
        var now = Numbers();
        var kinds = typeof(ResultKinds).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(f => (ResultKind)f.GetValue(null)!).ToList();
        // a new kind needs numbers here
        Assert.Equal(kinds.Select(k => k.Name).Order(StringComparer.Ordinal), now.Keys.Order(StringComparer.Ordinal));
        var before = File.Exists(file)
            ? JsonSerializer.Deserialize<Dictionary<string, Method>>(File.ReadAllText(file))! : [];
        foreach (var kind in kinds)
            if (before.GetValueOrDefault(kind.Name) is { } method && method.Version == kind.Method)
                Assert.True(
                    Same(method.Numbers, now[kind.Name]),
                    $"the numbers of the {kind.Name} have changed and version {kind.Method} of their method has not: "
                        + "raise it, or results that were kept are read as if they were these");
        if (Environment.GetEnvironmentVariable("NEGPREACT_WRITE_SNAPSHOTS") == "1")
            File.WriteAllText(file, JsonSerializer.Serialize(
                kinds.ToDictionary(k => k.Name, k => new Method(k.Method, now[k.Name])), indented) + "\n");
        else
            Assert.Equal(kinds.Select(k => (k.Name, k.Method)),
                kinds.Select(k => (k.Name, before.GetValueOrDefault(k.Name)?.Version ?? 0)));
    }

    private static bool Same(double[] a, double[] b) =>
        a.Length == b.Length && a.Zip(b).All(p => Math.Abs(p.First - p.Second) <= Tolerance * (1 + Math.Abs(p.First)));

    private static Dictionary<string, double[]> Numbers()
    {
        using var tiny = new TinyGrammar();
        using var sweep = new TinySweep();
        var windows = TinyGrammar.Text.Windows(tiny.Model.Tokenizer, 8);
        var neurons = NeuronSet.Top(tiny.Scores, 20);
        var zeroed = new Intervention(neurons, Ablation.ZeroNegative);
        var cache = new MeasuringCache(tiny.Model);
        sweep.Run(sweep.Small, "out");
        return new()
        {
            [ResultKinds.WindowLosses.Name] =
                [.. kept.SelectMany(a => cache.Perplexity(windows, new(neurons, a)).WindowLosses.Take(3))],
            [ResultKinds.TokenLogProbabilities.Name] = [
                .. cache.TokenLogProbabilities(windows, zeroed).Take(2).SelectMany(w => w)],
            [ResultKinds.Pairs.Name] =
            [
                .. cache.Pairs(TinyGrammar.Battery.Blimp, ScoringConvention.PaperBlimp, zeroed).Good.Take(8),
                .. cache.Pairs(TinyGrammar.Battery.Blimp, ScoringConvention.PaperTse).Bad.Take(8),
            ],
            [ResultKinds.Tasks.Name] = [
                .. cache.Tasks(TinyGrammar.Battery.Tasks[0], null, zeroed).Outcomes.SelectMany(
                    o => o.Options.Select(a => a.LogProbability)).Take(12)],
            [ResultKinds.NeuronScores.Name] = [.. tiny.Scores.All.Where((_, i) => i % 11 == 0).SelectMany(Scores)],
            [ResultKinds.RemovedOutputs.Name] =
                [
                    .. NegPreact.Models.RemovedOutput.OfNegatives(tiny.Model, windows, default)
                        .SelectMany(layer => layer.Take(6)),
                ],
            [ResultKinds.DifficultyCorrelations.Name] = Correlated(tiny),
            [ResultKinds.MeanPreActivations.Name] =
                [.. tiny.Model.MeanAblation(windows, Side.Negative).Means.SelectMany(m => m).Take(12)
                    .Select(m => (double)m)],
            [ResultKinds.PreActivations.Name] =
                [.. Discovery.Run(tiny.Model, TinyGrammar.Text,
                    new() { Measurement = new() { WindowLength = 8, Pairs = 20 }, Shown = 2 }).Samples.SelectMany(s =>
                    s.Values.Take(6)).Select(v => (double)v)],
            [ResultKinds.Differentiation.Name] = Differentiated(),
            [ResultKinds.Layers.Name] =
            [
                .. LayerSweep.Run(tiny.Model, TinyGrammar.Text, tiny.Scores, TinyGrammar.Battery,
                new() { Percent = 20, Seeds = [1], WindowLength = 8, MostWindows = 3, PairsPerParadigm = 4 })
                    .Sets[Selection.Target][0].Measured.Values.SelectMany(
                        m => (double[])[m.WindowLosses[0], m.Divergences[0], m.Cosines[^1][0], m.Margins[0]]),
            ],
            [ResultKinds.Separations.Name] = Separated(),
            [ResultKinds.SweepUnit.Name] = [.. System.Text.Encoding.UTF8.GetString(sweep.Table("out")).Split('\n')
                .Skip(1).SelectMany(l => l.Split('\t').Skip(15).Take(6)).Where(c => c.Length > 0).Select(double.Parse)],
        };
    }

    private static double[] Correlated(TinyGrammar tiny)
    {
        var found = Discovery.Run(
            tiny.Model, TinyGrammar.Text,
            new() { Measurement = new() { WindowLength = 8, Pairs = 20 }, Shuffles = [1, 2, 3] }).Difficulty;
        return [found.Within.Value, found.Within.Interval.Low, found.Pooled.Value, found.Shuffled.Beyond.Interval.Low,
            .. found.ShuffledByLayer.Select(rho => rho!.Value)];
    }

    private static double[] Differentiated()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var text = Corpus.OfText("short", string.Concat(Corpus.BuiltIn.Documents.Take(2)));
        var found = Differentiation.Run(
            model, text, NeuronScores.Measure(model, text, new() { WindowLength = 64 }), new()
        {
            Percent = 5, RandomSeeds = [1, 2], WindowLength = 64, Pairs = 4_000, ClosePercent = 10, Resamples = 50,
                MinimumPairs = 3,
        });
        return
        [
            .. found.Shares.Concat(found.Amounts).Select(s => s.Difference.Value),
            .. found.ShareExcesses.Concat(found.AmountExcesses).Select(s => s.Difference.Interval.Low),
            found.Syntactic.LogOdds.Value, found.Syntactic.LogOdds.Interval.Low,
            found.SyntacticRandom.LogOdds.Interval.Low,
        ];
    }

    private static double[] Separated()
    {
        using var training = new TinyTraining(10, 0, 2);
        return [.. CheckpointsTests.Run(training).Steps.SelectMany(s => s.Measured.Separation).SelectMany(
            l => (double[])[l.Target.Value, l.Difference.Interval.Low])];
    }

    private static double[] Scores(NeuronScore s) =>
        [s.WassersteinDistance!.Value, s.MappingDifficulty!.Value, s.Skewness!.Value, s.ExcessKurtosis!.Value,
        s.NegativeFraction, s.Mean, s.StandardDeviation];
}
