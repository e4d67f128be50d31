using System.Diagnostics;
using System.Text.Json;
using static TorchSharp.torch;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>figures scoring</c>: what the scores of all neurons add to a forward pass, on a random model as SmolLM2-135M is
/// built and on the built-in one, 64 windows of 256 tokens: passes alone and with scores by turns, the least of each,
/// and the most memory that a process of its own (<c>scoring NAME</c>) needed meanwhile.
/// </summary>
internal static class ScoringMeasurement
{
    private const int Windows = 64;
    private const int WindowLength = 256;
    private const int Batch = 8;
    private const int Rounds = 2;

    private const string SmolLM2 = "smollm2";

    public static IEnumerable<BenchmarkFigure> Figures() =>
        Of(SmolLM2, "random, SmolLM2's shape").Concat(Of("built-in", "built-in"));

    /// <summary><c>scoring NAME</c>: prints the times and the peak of one model.</summary>
    public static int Run(string model)
    {
        var times = model == SmolLM2 ? OfRandom() : OfBuiltIn();
        Console.WriteLine(JsonSerializer.Serialize(times));
        return 0;
    }

    private static IEnumerable<BenchmarkFigure> Of(string model, string name)
    {
        const string seconds = "s";
        var t = JsonSerializer.Deserialize<Times>(Programs.Run(Programs.Benchmarks, ["scoring", model]).Output)!;
        yield return new($"pass with scores, {name}", seconds, t.Scored, t.Alone, "the pass alone, without the head");
        yield return new(
            $"what scores add, {name}", seconds, t.Scored - t.Alone, t.Whole, "the whole pass, with the head");
        yield return new($"of it distances and mapping difficulty, {name}", seconds, t.Scores);
        yield return new($"of it copying into columns, {name}", seconds, t.Columns);
        yield return new($"most memory of the process while it scores, {name}", "GB", t.Peak / 1e9);
    }

    private static Times OfRandom()
    {
        var folder = Path.Combine(UserCache.Folder, "big", Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(folder);
            BigModel.Write(folder, BigModel.SmolLM2);
            using var model = LanguageModel.Load(folder);
            return Of(model);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Times OfBuiltIn()
    {
        using var builtIn = new BuiltIn();
        return Of(builtIn.Model);
    }

    private static Times Of(LanguageModel model)
    {
        var random = new Random(1);
        int[][] windows = [.. Enumerable.Range(0, Windows).Select(_ => Enumerable.Range(0, WindowLength).Select(
            _ => random.Next(model.Network.VocabularySize)).ToArray())];
        var settings = new NeuronScoreSettings { WindowLength = WindowLength };
        ActivationPass.Measure(model, windows[..Batch], settings, default);
        MemoryMeasurement.ForgetPeak(); // of loading
        var (alone, scored) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            alone = Math.Min(alone, Seconds(() => model.RunLayerByLayer(windows, Batch, _ => { }, _ => { })));
            scored = Math.Min(scored, Seconds(() => ActivationPass.Measure(model, windows, settings, default)));
        }

        var peak = MemoryMeasurement.Peak(); // the head's logits need more than all the rest
        var whole = Seconds(() =>
        {
            foreach (var batch in windows.Chunk(Batch))
                model.Logits(batch).Dispose();
        });
        var (columns, scores) = Layer(model, windows.Length * WindowLength);
        return new(alone, scored, whole, columns * model.Layers, scores * model.Layers, peak);
    }

    // One layer's work without any pass, from random activations.
    private static (double Columns, double Scores) Layer(LanguageModel model, int tokens)
    {
        using var scope = NewDisposeScope();
        var (neurons, hidden) = (model.IntermediateSizes[0], model.Network.HiddenSize);
        var pairs = TokenPairs.Disjoint(tokens, 5_000, 1);
        var rowOf = pairs.First.Concat(pairs.Second).Index().ToDictionary(p => p.Item, p => p.Index);
        var (input, values) = (randn(Batch, WindowLength, hidden), randn(Batch, WindowLength, neurons));
        var (columns, scores) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            using var pass = new HostPass(0, neurons, hidden, tokens, pairs, exact: true);
            columns = Math.Min(columns, Seconds(() =>
            {
                for (var from = 0; from < tokens; from += Batch * WindowLength)
                    pass.Add(input, values, from, [.. Enumerable.Range(0, Batch * WindowLength).Where(
                        t => rowOf.ContainsKey(from + t)).Select(t => (t, rowOf[from + t]))]);
            }));
            scores = Math.Min(scores, Seconds(() => pass.Fill(NeuronColumns.Of([neurons], tokens))));
        }

        return (columns, scores);
    }

    private static double Seconds(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    private sealed record Times(
        double Alone, double Scored, double Whole, double Columns, double Scores, long Peak);
}
