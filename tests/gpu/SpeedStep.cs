using System.Diagnostics;
using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact.Gpu;

/// <summary>
/// Tokens per second of perplexity, scoring and pairs for random weights of a published model's shape, the memory in
/// use at most, and the share of the rate at which the device multiplies large matrices.
/// </summary>
internal static class SpeedStep
{
    private const int WindowLength = 512;
    private const int PairLength = 12;
    private const int Side = 8192; // of the matrices whose product is the ceiling
    private const int Rounds = 3;

    public static int Run(Options options)
    {
        using var model = Shapes.Make(options.Shape, options.Load);
        using var ballast = options.Within is { } gigabytes && model.Device == ComputeDevice.Cuda
            ? CardMemory.Confine(gigabytes * 1e9) : null;
        using var memory = CardMemory.Watch();
        var name = $"{options.Shape}, {options.Compute}";
        var windows = Shapes.Windows(model, Math.Max(2, options.Tokens / WindowLength), WindowLength);
        var tokens = windows.Length * WindowLength;

        var perSecond = tokens / Seconds(() => _ = Perplexity.OfWindows(model, windows));
        Report.Add(options, "speed", $"{name}: perplexity", perSecond, "tokens/s");
        if (model.Device == ComputeDevice.Cuda)
        {
            var ceiling = Ceiling(options.Compute);
            Report.Add(options, "speed", $"{options.Compute} product of {Side}-square matrices", ceiling / 1e12,
                "TFLOP/s");
            Report.Add(options, "speed", $"{name}: perplexity, share of that rate",
                perSecond * Shapes.OperationsPerToken(model, WindowLength) / ceiling * 100, "%");
        }

        Report.Add(options, "speed", $"{name}: scores of {model.IntermediateSizes.Sum():N0} neurons",
            tokens / Seconds(() => _ = Scores(model, windows)), "tokens/s");
        var pairs = Pairs(model, Math.Max(8, options.Tokens / PairLength / 2));
        foreach (var factor in model.Device == ComputeDevice.Cuda && options.Shape == "SmolLM2-135M" ? [1, 4, 16, 64]
            : new[] { model.BatchFactor })
        {
            model.BatchFactor = factor;
            Report.Add(options, "speed", $"{name}: minimal pairs, batch factor {factor}",
                pairs.Length / 2 / Seconds(() => _ = SharedPrefixes.LogProbabilities(model, pairs)), "pairs/s");
        }

        if (memory is not null)
        {
            var taken = ballast?.numel() ?? 0;
            Report.Add(options, "memory", $"{name}: weights", model.Network.WeightBytes / 1e9, "GB");
            Report.Add(options, "memory", $"{name}: in use on the card at most", (memory.Peak - taken) / 1e9, "GB",
                options.Within);
        }

        return 0;
    }

    private static NeuronScores Scores(LanguageModel model, int[][] windows) =>
        ActivationPass.Measure(model, windows, new NeuronScoreSettings { WindowLength = WindowLength }, default);

    // Sentences that are alike up to their seventh token.
    private static int[][] Pairs(LanguageModel model, int count) =>
        [.. Shapes.Windows(model, count, PairLength).SelectMany(
        good => (int[][])[good, [.. good[..6], .. good[6..].Select(t => t ^ 1)]])];

    // The median of a few, after one that is not counted.
    private static double Seconds(Action run)
    {
        run();
        var seconds = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            run();
            seconds[round] = clock.Elapsed.TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds[Rounds / 2];
    }

    private static double Ceiling(ComputeType compute)
    {
        using var scope = NewDisposeScope();
        var type = compute == ComputeType.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var (a, b) = (randn([Side, Side], type, CUDA), randn([Side, Side], type, CUDA));
        const int Products = 10;
        var seconds = Seconds(() =>
        {
            using var inner = NewDisposeScope();
            Tensor product = a;
            for (var i = 0; i < Products; i++)
                product = a.matmul(b);
            _ = product[0, 0].to(ScalarType.Float32).item<float>(); // waits
        });
        return 2.0 * Side * Side * Side * Products / seconds;
    }
}
