using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>scoring</c>: what the scores of all neurons add to a forward pass, on a random model as SmolLM2-135M is built
/// and on the built-in one, 64 windows of 256 tokens: passes alone and with scores by turns, the least of each, and
/// the most memory that the process needed meanwhile.
/// </summary>
internal static class ScoringMeasurement
{
    private const int Windows = 64;
    private const int WindowLength = 256;
    private const int Batch = 8;
    private const int Rounds = 2;

    public static int Run()
    {
        Console.WriteLine("| Model | pass with head, s | pass without, s | with scores, s | added | "
            + "of the pass with head | columns, ms per layer | scores, ms per layer | peak, GB |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        var folder = Path.Combine(UserCache.Folder, "big", Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(folder);
            BigModel.Write(folder, BigModel.SmolLM2);
            using var model = LanguageModel.Load(folder);
            Row("random, SmolLM2's shape", model);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        using var builtIn = new BuiltIn();
        Row("built-in", builtIn.Model);
        return 0;
    }

    private static void Row(string name, LanguageModel model)
    {
        var random = new Random(1);
        int[][] windows = [.. Enumerable.Range(0, Windows).Select(_ => Enumerable.Range(0, WindowLength).Select(
            _ => random.Next(model.Network.VocabularySize)).ToArray())];
        var settings = new NeuronScoreSettings { WindowLength = WindowLength };
        ActivationPass.Measure(model, windows[..Batch], settings, default);
        MemoryMeasurement.ForgetPeak(); // of loading
        var (whole, alone, scored) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            alone = Math.Min(alone, Seconds(() => model.RunLayerByLayer(windows, Batch, _ => { }, _ => { })));
            scored = Math.Min(scored, Seconds(() => ActivationPass.Measure(model, windows, settings, default)));
        }

        var peak = MemoryMeasurement.Peak(); // the head's logits need more than all the rest
        whole = Seconds(() =>
        {
            foreach (var batch in windows.Chunk(Batch))
                model.Logits(batch).Dispose();
        });
        var (columns, scores) = Layer(model, windows.Length * WindowLength);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {whole:F1} | {alone:F1} | {scored:F1} | {(scored - alone) / alone:F2} | "
            + $"{(scored - alone) / whole:F2} | {columns * 1000:F0} | {scores * 1000:F0} | {peak / 1e9:F2} |"));
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
}
