using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// A layer's exact scores computed where the model computes, sums in float64 there: only the scores reach the host, no
/// activation. The same formulas as <see cref="CentralMoments"/>, <see cref="GaussianQuantiles"/> and
/// <see cref="MappingDifficulty"/>; sums run in another order.
/// </summary>
/// <remarks>
/// Values are sorted as the float32 that they are, before they are standardised in float64: that keeps their order and
/// takes half the passes.
/// </remarks>
internal sealed class DevicePass(int layer, int neurons, int hidden, int tokens, TokenPairs pairs) : ILayerPass
{
    private const long BlockBytes = 128 << 20; // of one float64 table; about ten of them are alive at a time
    private Tensor? values; // [neuron, token], so that a neuron's values lie side by side to be sorted
    private Tensor? inputs; // [row of a pair, feature]: first tokens, then second ones

    public void Add(Tensor input, Tensor preActivation, int from, (int Token, int Row)[] paired)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        values ??= empty(neurons, tokens, device: preActivation.device).DetachFromDisposeScope();
        inputs ??= empty(2L * pairs.Count, hidden, device: input.device).DetachFromDisposeScope();
        var count = (int)(preActivation.shape[0] * preActivation.shape[1]);
        values.narrow(1, from, count).copy_(preActivation.reshape(count, neurons).t());
        if (paired.Length > 0)
            inputs.index_copy_(0, Indices(paired.Select(p => p.Row)),
                input.reshape(count, hidden).index_select(0, Indices(paired.Select(p => p.Token))));
    }

    public int Fill(NeuronColumns columns)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Check(values!.t(), neurons, $"The pre-activations of layer {layer}");
        Check(inputs!, hidden, "The projection's inputs");
        var apart = inputs!.narrow(0, 0, pairs.Count).to(ScalarType.Float64).Minus(
            inputs.narrow(0, pairs.Count, pairs.Count));
        var squares = (apart * apart).sum(1); // square() hands native code a number that may be collected meanwhile
        var distinct = squares.gt(TensorArithmetic.Zero).nonzero().squeeze(1);
        var count = (int)distinct.shape[0];
        var first = Indices(pairs.First).index_select(0, distinct);
        var second = Indices(pairs.Second).index_select(0, distinct);
        var away = squares.index_select(0, distinct).sqrt();
        var weights = count == 0 ? away : away.max() / away;
        var quantiles = GaussianQuantiles.For(tokens);
        var gaussian = new Reference(
            Row(quantiles.Quantiles, 0), Row(quantiles.Quantiles, 1), Row(quantiles.Densities, 0),
            Row(quantiles.Densities, 1));
        var row = columns.FirstRow(layer);
        var width = (int)Math.Clamp(BlockBytes / sizeof(double) / tokens, 1, neurons);
        for (var from = 0; from < neurons; from += width)
        {
            using var block = NewDisposeScope();
            var table = values!.narrow(0, from, Math.Min(width, neurons - from));
            var moments = Moments(table.sort(1).Values.to(ScalarType.Float64), gaussian);
            var difficulty = count == 0 ? null : Difficulty(At(first).Minus(At(second)).abs(), weights);
            for (var n = 0; n < moments.Length; n++)
                columns.Set(row + from + n, moments[n].Moments, moments[n].Distance, difficulty?[n]);

            Tensor At(Tensor tokens) => table.index_select(1, tokens).to(ScalarType.Float64);
        }

        return pairs.Count - count;
    }

    public void Dispose()
    {
        values?.Dispose();
        inputs?.Dispose();
    }

    private (NeuronMoments Moments, ScoreValue Distance)[] Moments(Tensor sorted, Reference gaussian)
    {
        var origin = sorted.narrow(1, 0, 1);
        var fromOrigin = sorted.Minus(origin);
        var offset = fromOrigin.mean([1], keepdim: true);
        var d = fromOrigin.Minus(offset);
        var square = d * d;
        var m2 = square.sum([1]);
        var z = d / (m2 / Number(tokens)).sqrt().unsqueeze(1);
        var rows = Rows(
            origin.squeeze(1), offset.squeeze(1), m2, (square * d).sum([1]), (square * square).sum([1]),
            Share(sorted.lt(TensorArithmetic.Zero)), Share(sorted.gt(TensorArithmetic.Zero)), Distance(z, gaussian));
        return [.. rows.Select(c =>
        {
            var moments = CentralMoments.Of(tokens, c[0], c[1], c[2], c[3], c[4], c[5], c[6]).ToNeuronMoments();
            return (moments, moments.StandardDeviation == 0 ? WassersteinDistance.Constant : ScoreValue.Of(c[7]));
        })];
    }

    private Tensor Distance(Tensor z, Reference r)
    {
        var whole = (z / Number(tokens)).Plus(r.DensityAbove.Minus(r.DensityBelow));
        var cdf = (z / Number(-Math.Sqrt(2))).erfc(); // twice the Gaussian's
        var density = (z * z * Number(-0.5)).exp() * Number(2 / Math.Sqrt(2 * Math.PI)); // twice
        var middle = tensor([.. Enumerable.Range(0, tokens).Select(i => i * (2.0 / tokens))], device: z.device);
        var within = (z * cdf.Minus(middle.Plus(Number(1.0 / tokens)))).Plus(density)
            .Minus(r.DensityBelow.Plus(r.DensityAbove));
        return where(z.ge(r.Above), whole, where(z.le(r.Below), whole.neg(), within)).sum([1]);
    }

    private static ScoreValue[] Difficulty(Tensor distances, Tensor weights)
    {
        var count = distances.shape[1];
        var sorted = distances.sort(1).Values;
        var rows = Rows((distances * weights).sum([1]), sorted.select(1, (count - 1) / 2), sorted.select(1, count / 2));
        return [.. rows.Select(c => MappingDifficulty.Of(c[0], (c[1] + c[2]) / 2, (int)count))];
    }

    // One copy to the host: for each neuron its numbers.
    private static double[][] Rows(params Tensor[] numbers)
    {
        var all = stack(numbers, 1).cpu().contiguous().data<double>().ToArray();
        return [.. all.Chunk(numbers.Length)];
    }

    private static Tensor Share(Tensor yes) => yes.sum([1]).to(ScalarType.Float64);

    // The host says where a value is not finite.
    private static void Check(Tensor table, int width, string what)
    {
        if (!table.isfinite().all().item<bool>())
            FiniteValues.CheckTable(table.cpu().contiguous().data<float>().ToArray(), width, what);
    }

    private Tensor Indices(IEnumerable<int> rows) => tensor(
        rows.Select(r => (long)r).ToArray(), device: values!.device);

    private Tensor Number(double value) => tensor(value, ScalarType.Float64, device: values!.device);

    private Tensor Row(double[] table, int from) => tensor(table[from..(from + tokens)], device: values!.device);

    private sealed record Reference(Tensor Below, Tensor Above, Tensor DensityBelow, Tensor DensityAbove);
}
