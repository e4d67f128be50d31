using NegPreact.Models;

namespace NegPreact;

/// <summary>
/// One pass of a model over windows, layer after layer, so that one layer's pre-activations are held at a time.
/// </summary>
internal static class ActivationPass
{
    private const int Batch = 8;

    // Scores are computed where the model computes, as far as they are exact, unless it is said where; a layer that
    // does not fit ExactBytes is streamed to the host.
    public static NeuronScores Measure(
        LanguageModel model, IReadOnlyList<IReadOnlyList<int>> windows, NeuronScoreSettings settings,
        CancellationToken cancellation, bool? onDevice = null)
    {
        var tokens = checked(windows.Count * windows[0].Count);
        var pairs = TokenPairs.Disjoint(tokens, Math.Min(settings.Pairs, tokens / 2), settings.Seed);
        var rowOf = pairs.First.Concat(pairs.Second).Index().ToDictionary(p => p.Item, p => p.Index);
        var columns = NeuronColumns.Of(model.IntermediateSizes, tokens);
        var there = onDevice ?? model.Device == ComputeDevice.Cuda;
        var (seen, equal) = (0, 0);
        ILayerPass? pass = null;
        try
        {
            using var seeing = model.Observe((_, input, preActivation) =>
            {
                cancellation.ThrowIfCancellationRequested();
                var count = (int)(preActivation.shape[0] * preActivation.shape[1]);
                pass!.Add(input, preActivation, seen, [
                    .. Enumerable.Range(0, count).Where(t => rowOf.ContainsKey(seen + t))
                        .Select(t => (t, rowOf[seen + t]))]);
                seen += count;
            });
            using var progress = Progress.Start(
                $"Measuring {columns.Sizes.Sum():N0} neurons", columns.Sizes.Length);
            model.RunLayerByLayer(
                windows, model.TextsPerPass(Batch, windows[0].Count),
                layer => (pass, seen) = (Begin(layer), 0),
                layer =>
                {
                    equal += pass!.Fill(columns);
                    pass.Dispose();
                    pass = null;
                    progress.Report(layer + 1);
                });
        }
        finally
        {
            pass?.Dispose();
        }

        return new NeuronScores(columns with { EqualPairs = equal });

        ILayerPass Begin(int layer)
        {
            var (neurons, hidden) = (columns.Sizes[layer], model.Network.HiddenSize);
            var exact = (long)tokens * neurons * sizeof(float) <= settings.ExactBytes;
            return exact && there
                ? new DevicePass(layer, neurons, hidden, tokens, pairs)
                : new HostPass(layer, neurons, hidden, tokens, pairs, exact && HostPass.Holds(neurons, tokens));
        }
    }
}
