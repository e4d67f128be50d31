using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// A layer's scores computed on the host: exact ones from all its pre-activations, or streamed ones from a sketch.
/// </summary>
internal sealed class HostPass(int neurons, int hidden, int tokens, int pairs, bool exact) : ILayerPass
{
    private readonly float[]? kept = exact ? new float[(long)tokens * neurons] : null;
    private readonly WassersteinSketch? sketch = exact ? null : new WassersteinSketch(neurons);
    private readonly float[] pairInputs = new float[2 * pairs * hidden];
    private readonly float[] pairOutputs = new float[2 * pairs * neurons];

    /// <summary>Fills the rows of a layer with its exact scores, neurons in parallel.</summary>
    public static void Exact(
        NeuronColumns columns, int layer, ReadOnlyMemory<float> preactivations, GaussianReference reference,
        IReadOnlyList<ScoreValue>? mappingDifficulty)
    {
        var (row, neurons) = (columns.FirstRow(layer), columns.Sizes[layer]);
        var tokens = preactivations.Length / neurons;
        Parallel.For(0, (neurons + Columns.Block - 1) / Columns.Block, block =>
        {
            var first = block * Columns.Block;
            var count = Math.Min(Columns.Block, neurons - first);
            var runs = new double[count * tokens];
            Columns.Gather(preactivations.Span, neurons, first, count, runs);
            for (var c = 0; c < count; c++)
            {
                var values = runs.AsSpan(c * tokens, tokens);
                var moments = CentralMoments.Of(values);
                var distance = WassersteinDistance.OfOwned(values, moments, reference);
                columns.Set(row + first + c, moments.ToNeuronMoments(), distance, mappingDifficulty?[first + c]);
            }
        });
    }

    public void Add(Tensor input, Tensor preActivation, int from, (int Token, int Row)[] paired)
    {
        using var scope = NewDisposeScope();
        var x = MemoryMarshal.Cast<byte, float>(input.cpu().contiguous().bytes);
        var a = MemoryMarshal.Cast<byte, float>(preActivation.cpu().contiguous().bytes);
        if (kept is not null)
            a.CopyTo(kept.AsSpan(from * neurons));
        else
            sketch!.Add(a);
        foreach (var (token, row) in paired)
        {
            x.Slice(token * hidden, hidden).CopyTo(pairInputs.AsSpan(row * hidden));
            a.Slice(token * neurons, neurons).CopyTo(pairOutputs.AsSpan(row * neurons));
        }
    }

    public int Fill(NeuronColumns columns, int layer)
    {
        int[] distinct = [.. Enumerable.Range(0, pairs).Where(p => !InputOf(p).SequenceEqual(InputOf(p + pairs)))];
        var difficulty = distinct.Length == 0 ? null : MappingDifficulty.OfLayer(
            pairInputs, hidden, pairOutputs, neurons, TokenPairs.Of(distinct, [.. distinct.Select(p => p + pairs)]));
        if (kept is null)
        {
            sketch!.Fill(columns, layer, difficulty);
        }
        else
        {
            FiniteValues.CheckTable(kept, neurons, $"The pre-activations of layer {layer}");
            Exact(columns, layer, kept, GaussianReference.ExactGaussian, difficulty);
        }

        return pairs - distinct.Length;
    }

    public void Dispose()
    {
    }

    private ReadOnlySpan<float> InputOf(int row) => pairInputs.AsSpan(row * hidden, hidden);
}
