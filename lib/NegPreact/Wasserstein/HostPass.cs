using System.Buffers;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// A layer's scores computed on the host: exact ones from all its pre-activations, or streamed ones from a sketch.
/// </summary>
internal sealed class HostPass(int layer, int neurons, int hidden, int tokens, TokenPairs pairs, bool exact)
    : ILayerPass
{
    private readonly int stride = Columns.Stride(tokens);
    private readonly float[] pairInputs = Rent(2L * pairs.Count * hidden);
    private readonly WassersteinSketch? sketch = exact ? null : new WassersteinSketch(neurons);

    // Neuron after neuron where scores are exact, its tokens side by side; else a row per paired token.
    private readonly float[] values = Rent(exact ? (long)neurons * Columns.Stride(tokens) : 2L * pairs.Count * neurons);

    /// <summary>Whether an array can hold a layer.</summary>
    public static bool Holds(int neurons, int tokens) => (long)neurons * Columns.Stride(tokens) <= Array.MaxLength;

    /// <summary>Fills the rows of a layer with its exact scores, neurons in parallel.</summary>
    public static void Exact(
        NeuronColumns columns, int layer, ReadOnlyMemory<float> preactivations, GaussianReference reference,
        IReadOnlyList<ScoreValue>? mappingDifficulty)
    {
        var (row, neurons) = (columns.FirstRow(layer), columns.Sizes[layer]);
        var tokens = preactivations.Length / neurons;
        var stride = Columns.Stride(tokens);
        Parallel.For(0, (neurons + Columns.Block - 1) / Columns.Block, Columns.AllCores, block =>
        {
            var first = block * Columns.Block;
            var count = Math.Min(Columns.Block, neurons - first);
            var runs = ArrayPool<float>.Shared.Rent(count * stride);
            Columns.Gather(preactivations.Span, neurons, first, count, runs, stride);
            for (var c = 0; c < count; c++)
                Set(columns, row + first + c, runs.AsSpan(c * stride, tokens), reference,
                    mappingDifficulty?[first + c]);
            ArrayPool<float>.Shared.Return(runs);
        });
    }

    public void Add(Tensor input, Tensor preActivation, int from, (int Token, int Row)[] paired)
    {
        using var scope = NewDisposeScope();
        var batch = preActivation.cpu().contiguous();
        var a = Floats(batch);
        var x = Floats(input.cpu().contiguous());
        if (sketch is null)
        {
            FiniteValues.CheckTable(a, neurons, $"The pre-activations of layer {layer}", from);
            Parallel.For(0, Columns.Parts(neurons), Columns.AllCores,
                part => Columns.GatherPart(Floats(batch), neurons, part, values, stride, from));
        }
        else
        {
            sketch.Add(a);
        }

        foreach (var (token, row) in paired)
        {
            x.Slice(token * hidden, hidden).CopyTo(pairInputs.AsSpan(row * hidden));
            if (sketch is not null)
                a.Slice(token * neurons, neurons).CopyTo(values.AsSpan(row * neurons));
        }
    }

    public int Fill(NeuronColumns columns)
    {
        int[] distinct = [
            .. Enumerable.Range(0, pairs.Count).Where(p => !InputOf(p).SequenceEqual(InputOf(p + pairs.Count)))];
        if (sketch is null)
            FillExactly(columns, distinct);
        else
            sketch.Fill(columns, layer, distinct.Length == 0 ? null : MappingDifficulty.OfLayer(
                Inputs, hidden, values.AsSpan(0, 2 * pairs.Count * neurons), neurons, Rows(distinct)));
        return pairs.Count - distinct.Length;
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(pairInputs);
        ArrayPool<float>.Shared.Return(values);
    }

    private ReadOnlySpan<float> Inputs => pairInputs.AsSpan(0, 2 * pairs.Count * hidden);

    private void FillExactly(NeuronColumns columns, int[] distinct)
    {
        var weights = distinct.Length == 0 ? [] : MappingDifficulty.Weights(Inputs, hidden, Rows(distinct));
        int[] first = [.. distinct.Select(p => pairs.First[p])], second = [.. distinct.Select(p => pairs.Second[p])];
        var row = columns.FirstRow(layer);
        Parallel.For(0, neurons, Columns.AllCores, n =>
        {
            var own = values.AsSpan(n * stride, tokens);
            Set(columns, row + n, own, GaussianReference.ExactGaussian,
                weights.Length == 0 ? null : MappingDifficulty.OfNeuron(own, first, second, weights));
        });
    }

    private static void Set(
        NeuronColumns columns, int row, ReadOnlySpan<float> values, GaussianReference reference,
        ScoreValue? difficulty)
    {
        var moments = FloatMoments.Of(values);
        columns.Set(
            row, moments.ToNeuronMoments(), WassersteinDistance.OfFinite(values, moments, reference), difficulty);
    }

    private TokenPairs Rows(int[] some) => TokenPairs.Of(some, [.. some.Select(p => p + pairs.Count)]);

    private ReadOnlySpan<float> InputOf(int row) => pairInputs.AsSpan(row * hidden, hidden);

    private static ReadOnlySpan<float> Floats(Tensor contiguous) => MemoryMarshal.Cast<byte, float>(contiguous.bytes);

    // Taken from the pool again by the next layer: an array of this size for each would be garbage for long.
    private static float[] Rent(long length) => ArrayPool<float>.Shared.Rent(checked((int)length));
}
