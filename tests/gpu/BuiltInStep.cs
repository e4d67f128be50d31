using NegPreact.Models;

namespace NegPreact.Gpu;

/// <summary>
/// The built-in model on the device beside the CPU: perplexity, dense and ablated, and the scores of all neurons.
/// </summary>
internal static class BuiltInStep
{
    private const double PerplexityLimit = 1e-4; // relative
    private const double ScoreLimit = 1e-5; // sigma
    private const int WindowLength = 256;

    public static int Run(Options options)
    {
        var there = Measure(options, options.Device);
        var here = Measure(options, ComputeDevice.Cpu);
        var passes = true;
        foreach (var ((name, expected), (_, actual)) in here.Perplexities.Zip(there.Perplexities))
            passes &= Report.Add(
                options, "built-in", $"perplexity {name}: relative difference from the CPU's",
                Math.Abs(actual / expected - 1), "", PerplexityLimit);
        passes &= Report.Add(
            options, "built-in", "Wasserstein distances: largest difference from the CPU's",
            here.Scores.All.Zip(there.Scores.All, (h, t) => Math.Abs(
                h.WassersteinDistance!.Value - t.WassersteinDistance!.Value)).Max(),
            "sigma", ScoreLimit);
        passes &= Report.Add(
            options, "built-in", "mapping difficulty: largest relative difference from the CPU's",
            here.Scores.All.Zip(there.Scores.All, (h, t) => Math.Abs(
            (t.MappingDifficulty!.Value / h.MappingDifficulty!.Value) - 1)).Max(), "");
        var (ours, theirs) = (Top(here.Scores), Top(there.Scores));
        Report.Add(options, "built-in", "neurons of the top 5 % that differ from the CPU's choice",
            ours.Except(theirs).Count(), "neurons");
        return passes ? 0 : 1;
    }

    private static (List<(string Name, double Value)> Perplexities, NeuronScores Scores) Measure(
        Options options, ComputeDevice device)
    {
        using var model = LanguageModel.Load(options.Folders is [var folder, ..] ? folder : "data/models/tiny-llama",
            new LoadOptions { Device = device });
        IReadOnlyList<IReadOnlyList<int>> windows = [
            .. Corpus.BuiltIn.Windows(model.Tokenizer, WindowLength).Take(Math.Max(2, options.Tokens / WindowLength))];
        var scores = ActivationPass.Measure(model, windows, new NeuronScoreSettings(), default);
        var perplexities = new List<(string, double)> { ("dense", Perplexity.OfWindows(model, windows).Value) };
        foreach (var ablation in (Ablation[])[Ablation.ZeroNegative, Ablation.ZeroPositive, Ablation.SignFlip])
            using (model.Ablate(NeuronSet.Top(scores, 5), ablation))
                perplexities.Add(($"with {ablation} in the top 5 %", Perplexity.OfWindows(model, windows).Value));
        return (perplexities, scores);
    }

    private static IEnumerable<(int Layer, int Neuron)> Top(NeuronScores scores)
    {
        var set = NeuronSet.Top(scores, 5);
        return set.LayerCounts.SelectMany((_, layer) => set[layer].Select(neuron => (layer, neuron)));
    }
}
