using System.Runtime.InteropServices;
using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// One pass of a model over windows, layer after layer, feeding each layer's scores batch by batch; this one computes
/// them on the host.
/// </summary>
internal sealed class ActivationPass : ILayerPass
{
    private const int Batch = 8;
    private readonly int layer;
    private readonly int neurons;
    private readonly int hidden;
    private readonly int pairs;
    private readonly float[]? kept;
    private readonly WassersteinSketch? sketch;
    private readonly Dictionary<int, int> rowOf;
    private readonly float[] pairInputs;
    private readonly float[] pairOutputs;
    private int seen;

    private ActivationPass(int layer, int neurons, int hidden, int tokens, bool exact, Dictionary<int, int> rowOf)
    {
        (this.layer, this.neurons, this.hidden, this.rowOf) = (layer, neurons, hidden, rowOf);
        kept = exact ? new float[(long)tokens * neurons] : null;
        sketch = exact ? null : new WassersteinSketch(neurons);
        pairs = rowOf.Count / 2;
        pairInputs = new float[rowOf.Count * hidden];
        pairOutputs = new float[rowOf.Count * neurons];
    }

    // Layer by layer, so that one layer's pre-activations are held at a time. Scores are computed where the model
    // computes, as far as they are exact, unless it is said where; a layer that does not fit ExactBytes is streamed to
    // the host.
    public static NeuronScores Measure(
        LanguageModel model, IReadOnlyList<IReadOnlyList<int>> windows, NeuronScoreSettings settings,
        CancellationToken cancellation,
        bool? onDevice = null)
    {
        var tokens = checked(windows.Count * windows[0].Count);
        var pairs = TokenPairs.Disjoint(tokens, Math.Min(settings.Pairs, tokens / 2), settings.Seed);
        // Rows 0 to P-1 hold the pairs' first tokens, P to 2P-1 their second ones.
        var rowOf = pairs.First.Concat(pairs.Second).Select((token, row) => (token, row))
            .ToDictionary(p => p.token, p => p.row);
        var sizes = model.IntermediateSizes;
        var there = onDevice ?? model.Device == ComputeDevice.Cuda;
        var scores = new List<NeuronScore[]>();
        var equal = 0;
        ILayerPass? pass = null;
        try
        {
            using var seeing = model.Observe((_, input, preActivation) =>
            {
                cancellation.ThrowIfCancellationRequested();
                pass!.Add(input, preActivation);
            });
            using var progress = Progress.Start($"Measuring {sizes.Sum():N0} neurons", sizes.Count);
            model.RunLayerByLayer(
                windows, model.TextsPerPass(Batch, windows[0].Count),
                layer => pass = Begin(layer),
                layer =>
                {
                    scores.Add(pass!.Scores(out var dropped));
                    equal += dropped;
                    pass.Dispose();
                    progress.Report(layer + 1);
                });
        }
        finally
        {
            pass?.Dispose();
        }

        return new NeuronScores(scores, tokens, equal);

        ILayerPass Begin(int layer)
        {
            var exact = (long)tokens * sizes[layer] * sizeof(float) <= settings.ExactBytes;
            return exact && there
                ? new DevicePass(layer, sizes[layer], model.Network.HiddenSize, tokens, pairs)
                : new ActivationPass(
                    layer, sizes[layer], model.Network.HiddenSize, tokens,
                    exact && (long)tokens * sizes[layer] <= Array.MaxLength, rowOf);
        }
    }

    public void Add(Tensor input, Tensor preActivation)
    {
        using var scope = NewDisposeScope();
        var x = MemoryMarshal.Cast<byte, float>(input.cpu().contiguous().bytes);
        var a = MemoryMarshal.Cast<byte, float>(preActivation.cpu().contiguous().bytes);
        var tokens = a.Length / neurons;
        if (kept is not null)
            a.CopyTo(kept.AsSpan(seen * neurons));
        else
            sketch!.Add(a);
        for (var t = 0; t < tokens; t++)
        {
            if (!rowOf.TryGetValue(seen + t, out var row))
                continue;
            x.Slice(t * hidden, hidden).CopyTo(pairInputs.AsSpan(row * hidden));
            a.Slice(t * neurons, neurons).CopyTo(pairOutputs.AsSpan(row * neurons));
        }

        seen += tokens;
    }

    public NeuronScore[] Scores(out int dropped)
    {
        int[] distinct = [.. Enumerable.Range(0, pairs).Where(p => !InputOf(p).SequenceEqual(InputOf(p + pairs)))];
        dropped = pairs - distinct.Length;
        var difficulty = distinct.Length == 0 ? null : MappingDifficulty.OfLayer(
            pairInputs, hidden, pairOutputs, neurons, TokenPairs.Of(distinct, [.. distinct.Select(p => p + pairs)]));
        return sketch is null ? NeuronScore.OfLayer(layer, kept, neurons, mappingDifficulty: difficulty)
            : sketch.Scores(layer, difficulty);
    }

    public void Dispose()
    {
    }

    private ReadOnlySpan<float> InputOf(int row) => pairInputs.AsSpan(row * hidden, hidden);
}
