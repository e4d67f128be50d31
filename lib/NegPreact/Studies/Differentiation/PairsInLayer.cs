using System.Runtime.InteropServices;
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
        for (var n = 0; n < neurons.Length; n++)
        {
            double[] values = [.. Enumerable.Range(0, tokens).Select(t => (double)outputs[(t * neurons.Length) + n])];
            var apart = new double[pairs.Count];
            for (var p = 0; p < apart.Length; p++)
                apart[p] = Math.Abs(values[pairs.First[p]] - values[pairs.Second[p]]);
            var median = Percentiles.Linear([.. apart.Order()], 50);
            var limit = Percentiles.Linear([.. Close.Select(p => apart[p]).Order()], 100 - settings.FarPercent);
            if (median > 0 && limit > 0)
                yield return new PairsInNeuron(
                    layer, neurons[n], n < targets.Length, Close, values, distances, apart, median, limit);
        }
    }
}

/// <summary>A neuron and what it does with the sampled pairs.</summary>
/// <param name="Layer">Layer.</param>
/// <param name="Neuron">Neuron within the layer.</param>
/// <param name="IsTarget">Whether it is a Wasserstein neuron.</param>
/// <param name="Close">The layer's close pairs, closest first.</param>
/// <param name="Values">Its pre-activation on each token.</param>
/// <param name="Inputs">Input distances of all pairs, as multiples of their median.</param>
/// <param name="Outputs">Output distances of all pairs.</param>
/// <param name="Median">Their median.</param>
/// <param name="Limit">The output distance from which on a close pair is far.</param>
internal sealed record PairsInNeuron(
    int Layer, int Neuron, bool IsTarget, int[] Close, double[] Values, double[] Inputs, double[] Outputs,
    double Median, double Limit)
{
    public int[] Far { get; } = [.. Close.Where(p => Outputs[p] >= Limit)];

    public bool IsFar(int closePair) => Outputs[closePair] >= Limit;

    public double Share(PairSample pairs, int pair) =>
        SeparatedPair.ShareBelowZero(Values[pairs.First[pair]], Values[pairs.Second[pair]]);

    /// <summary>The distance of a pair's negative parts, as a multiple of the median distance.</summary>
    public double Amount(PairSample pairs, int pair) => Share(pairs, pair) * Outputs[pair] / Median;

    public NeuronSeparation Separation(PairSample pairs) => new(
        Layer, Neuron, IsTarget, Close.Length, Far.Length, Far.Average(p => Share(pairs, p)),
        Enumerable.Range(0, pairs.Count).Where(p => Outputs[p] > 0).Average(p => Share(pairs, p)),
        Far.Average(p => Amount(pairs, p)));

    public SeparatedPairs Separated(PairSample pairs, double wassersteinDistance)
    {
        var (isFar, isClose) = (Far.ToHashSet(), Close.ToHashSet());
        int[] close = [.. Close.Where(p => !isFar.Contains(p))];
        int[] other = [.. Enumerable.Range(0, pairs.Count).Where(p => !isClose.Contains(p))];
        return new SeparatedPairs(
            new NeuronPreActivations(Layer, Neuron, wassersteinDistance, [.. Values.Select(v => (float)v)]),
            [.. Far.OrderByDescending(p => Outputs[p]).ThenBy(p => p).DistinctBy(pairs.Ids).Take(12).Select(Pair)],
            [
                .. Thinned(other, 2_500, PairKind.Other), .. Thinned(close, 1_200, PairKind.Close),
                .. Thinned(Far, 1_000, PairKind.Far),
            ]);

        SeparatedPair Pair(int p)
        {
            var (low, high) = (pairs.First[p], pairs.Second[p]);
            if (Values[low] > Values[high])
                (low, high) = (high, low);
            return new SeparatedPair(
                pairs.Token(low), pairs.Token(high), Inputs[p], Outputs[p] / Median, Values[low], Values[high]);
        }

        IEnumerable<PairDistance> Thinned(int[] some, int most, PairKind kind) =>
            (some.Length <= most
                ? some
                : Enumerable.Range(0, most).Select(i => some[(int)((long)i * some.Length / most)]))
            .Select(p => new PairDistance(Inputs[p], Outputs[p] / Median, kind, pairs.Words(p)));
    }
}
