using System.Diagnostics;

namespace NegPreact.Gpu;

/// <summary>
/// How long a verdict takes: scores, the top 1 % and ten random sets of as many, and each one's perplexity with
/// negatives zeroed.
/// </summary>
internal static class VerdictStep
{
    private const int Sets = 10;
    private const int WindowLength = 512;

    public static int Run(Options options)
    {
        using var model = Shapes.Make(options.Shape, options.Load);
        var windows = Shapes.Windows(model, Math.Max(2, options.Tokens / WindowLength), WindowLength);
        var clock = Stopwatch.StartNew();
        var scores = ActivationPass.Measure(
            model, windows, new NeuronScoreSettings { WindowLength = WindowLength }, default);
        var scoring = clock.Elapsed.TotalSeconds;
        var target = NeuronSet.Top(scores, 1);
        NeuronSet[] sets = [target, .. Enumerable.Range(1, Sets).Select(
            seed => NeuronSet.Random(target, seed, RandomPool.AllNeurons))];
        double[] losses = [.. sets.Select(set =>
        {
            using var ablation = model.Ablate(set, Ablation.ZeroNegative);
            return Perplexity.OfWindows(model, windows).MeanLoss;
        })];
        var name = $"{options.Shape}, {options.Compute}, {windows.Length * WindowLength:N0} tokens";
        Report.Add(options, "verdict", $"{name}: scores", scoring, "s");
        Report.Add(options, "verdict", $"{name}: scores, target and {Sets} random sets", clock.Elapsed.TotalSeconds,
            "s");
        // Random weights: this says nothing about the claim, only that the numbers are there.
        Report.Add(options, "verdict", $"{name}: random sets that cost at least as much (random weights)",
            losses.Skip(1).Count(l => l >= losses[0]), "sets");
        return losses.All(double.IsFinite) ? 0 : 1;
    }
}
