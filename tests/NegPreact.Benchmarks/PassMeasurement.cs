using System.Diagnostics;
using NegPreact.Models;
using NegPreact.Native;
using static TorchSharp.torch;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>figures forward</c>: tokens per second of a random model as SmolLM2-135M is built, with the losses of all tokens
/// and without the head, beside the products with its matrices alone: the same shapes, as many tokens at a time,
/// written into memory that is there already. They take turns, and the fastest round of each counts. Where the
/// processor multiplies bfloat16, also with products in it.
/// </summary>
internal static class PassMeasurement
{
    private const int Windows = 8;
    private const int WindowLength = 256;
    private const int Rounds = 4;
    private const int HeadRows = 128; // of the logits that are in memory at a time, as in a pass

    public static IEnumerable<BenchmarkFigure> Figures()
    {
        using var model = Loaded(ComputeType.Float32);
        var random = new Random(1);
        int[][] windows = [.. Enumerable.Range(0, Windows).Select(_ => Enumerable.Range(0, WindowLength).Select(
            _ => random.Next(model.Network.VocabularySize)).ToArray())];
        using var products = new Products(BigModel.SmolLM2, Windows * WindowLength);
        var (whole, layers, allProducts, layerProducts) = (
            double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            whole = Math.Min(whole, Seconds(() => TokenLogProbabilities.Of(model, windows)));
            allProducts = Math.Min(allProducts, Seconds(() => products.Run(head: true)));
            layers = Math.Min(layers, Seconds(() => model.Run(windows)));
            layerProducts = Math.Min(layerProducts, Seconds(() => products.Run(head: false)));
        }

        const double tokens = Windows * WindowLength;
        const string unit = "tokens per second", peer = "the products with its matrices alone";
        yield return new(
            "forward pass with losses, SmolLM2's shape, float32", unit, tokens / whole, tokens / allProducts, peer);
        yield return new(
            "forward pass without the head, SmolLM2's shape, float32", unit, tokens / layers, tokens / layerProducts,
            peer);
        if (!ProcessorFeatures.HasAmxBFloat16 && !ProcessorFeatures.HasAvx512BFloat16)
            yield break;
        using var narrow = Loaded(ComputeType.BFloat16);
        var rounded = Enumerable.Range(0, Rounds).Min(_ => Seconds(() => TokenLogProbabilities.Of(narrow, windows)));
        yield return new(
            "forward pass with losses, SmolLM2's shape, bfloat16", unit, tokens / rounded, tokens / whole,
            "the same in float32");
    }

    private static LanguageModel Loaded(ComputeType compute)
    {
        var folder = Path.Combine(UserCache.Folder, "big", Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(folder);
            BigModel.Write(folder, BigModel.SmolLM2);
            return LanguageModel.Load(folder, new LoadOptions { Compute = compute });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Seconds(Action action)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The products of a Llama's pass over some tokens, with matrices of their own for each layer.</summary>
    private sealed class Products : IDisposable
    {
        private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
        private readonly List<(Tensor Matrix, Tensor Input, Tensor Output)> layers = [];
        private readonly (Tensor Matrix, Tensor Input, Tensor Output) head;

        public Products(BigModel model, int tokens)
        {
            var (narrow, wide) = (randn(tokens, model.Hidden), randn(tokens, model.Intermediate));
            var outputs = new Dictionary<int, Tensor>();
            for (var layer = 0; layer < model.Layers; layer++)
            {
                foreach (var size in (int[])[
                    model.Hidden, model.KeyWidth, model.KeyWidth, model.Hidden, model.Intermediate,
                    model.Intermediate])
                    Add(size, narrow);
                Add(model.Hidden, wide);
            }

            head = (randn(model.Vocabulary, model.Hidden).t(), narrow, empty(HeadRows, model.Vocabulary));

            void Add(int size, Tensor input)
            {
                if (!outputs.TryGetValue(size, out var output))
                    outputs.Add(size, output = empty(tokens, size));
                layers.Add((randn(size, input.shape[1]).t(), input, output));
            }
        }

        public void Run(bool head)
        {
            using var _ = no_grad();
            foreach (var (matrix, input, output) in layers)
                output.addmm_(input, matrix, beta: 0, alpha: 1);
            for (var from = 0L; head && from < this.head.Input.shape[0]; from += HeadRows)
            {
                using var rows = this.head.Input.narrow(0, from, HeadRows);
                this.head.Output.addmm_(rows, this.head.Matrix, beta: 0, alpha: 1);
            }
        }

        public void Dispose() => scope.Dispose();
    }
}
