using System.Runtime.InteropServices;
using MathNet.Numerics.Statistics;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// One layer's inputs and the pre-activations of a few of its neurons on every token, until the pairs' distances are
/// known.
/// </summary>
internal sealed class PairsInLayer(int layer, int[] targets, int[] others, int hidden, int tokens)
{
    private readonly int[] neurons = [.. targets, .. others];
    private readonly float[] outputs = new float[checked(tokens * (targets.Length + others.Length))];
    private float[] inputs = new float[checked(tokens * hidden)];
    private double[] distances = [];
    private int seen;

    public int Layer => layer;

    /// <summary>Its close pairs, closest first.</summary>
    public int[] Close { get; private set; } = [];

    /// <summary>The largest input distance of a close pair, as a multiple of the median over all pairs.</summary>
    public double CloseLimit { get; private set; }

    /// <summary>Pairs with equal inputs, which are neither close nor far.</summary>
    public int Equal { get; private set; }

    /// <summary>Takes a batch in: both [batch, position, feature].</summary>
    public void Add(Tensor input, Tensor preActivation)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var x = MemoryMarshal.Cast<byte, float>(input.cpu().contiguous().bytes);
        var chosen = tensor(Array.ConvertAll(neurons, n => (long)n), device: preActivation.device);
        var a = MemoryMarshal.Cast<byte, float>(preActivation.index_select(2, chosen).cpu().contiguous().bytes);
        x.CopyTo(inputs.AsSpan(seen * hidden));
        a.CopyTo(outputs.AsSpan(seen * neurons.Length));
        seen += x.Length / hidden;
    }

    /// <summary>Finds the close pairs and lets the inputs go.</summary>
    public void Measure(PairSample pairs, DifferentiationSettings settings)
    {
        distances = new double[pairs.Count];
        for (var p = 0; p < distances.Length; p++)
        {
            var x = inputs.AsSpan(pairs.First[p] * hidden, hidden);
            var y = inputs.AsSpan(pairs.Second[p] * hidden, hidden);
            var sum = 0.0;
            for (var i = 0; i < hidden; i++)
                sum += ((double)x[i] - y[i]) * ((double)x[i] - y[i]);
            distances[p] = Math.Sqrt(sum);
        }

        inputs = [];
        int[] apart = [.. Enumerable.Range(0, distances.Length).Where(p => distances[p] > 0)];
        Equal = distances.Length - apart.Length;
        if (apart.Length == 0)
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                $"In layer {layer} the inputs of all {distances.Length} token pairs are equal; nothing can be told "
                    + "apart there.");
        double[] sorted = [.. apart.Select(p => distances[p]).Order()];
        var median = Percentiles.Linear(sorted, 50);
        var limit = Percentiles.Linear(sorted, settings.ClosePercent);
        Close = [.. apart.Where(p => distances[p] <= limit).OrderBy(p => distances[p])];
        CloseLimit = limit / median;
        for (var p = 0; p < distances.Length; p++)
            distances[p] /= median;
    }

    /// <summary>
    /// What each neuron does with the pairs; a neuron that gives all close pairs, or half of all pairs, equal values is
    /// left out.
    /// </summary>
    public IEnumerable<PairsInNeuron> Neurons(PairSample pairs, DifferentiationSettings settings)
    {
        var apart = new double[pairs.Count];
        for (var n = 0; n < neurons.Length; n++)
        {
            double[] values = [.. Enumerable.Range(0, tokens).Select(t => (double)outputs[(t * neurons.Length) + n])];
            for (var p = 0; p < apart.Length; p++)
                apart[p] = Math.Abs(values[pairs.First[p]] - values[pairs.Second[p]]);
            double[] close = [.. Close.Select(p => apart[p])];
            Array.Sort(close);
            var limit = Percentiles.Linear(close, 100 - settings.FarPercent);
            var median = ArrayStatistics.MedianInplace(apart);
            if (median > 0 && limit > 0)
                yield return new PairsInNeuron(
                    layer, neurons[n], n < targets.Length, pairs, Close, values, distances, median, limit);
        }
    }
}
