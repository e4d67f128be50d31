namespace NegPreact;

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
internal sealed record NeuronView(
    int Layer, int Neuron, bool IsTarget, int[] Close, double[] Values, double[] Inputs, double[] Outputs, double Median, double Limit)
{
    public bool IsFar(int closePair) => Outputs[closePair] >= Limit;

    public int[] Far { get; } = [.. Close.Where(p => Outputs[p] >= Limit)];

    public double Share(PairSample pairs, int pair) => SeparatedPair.ShareBelowZero(Values[pairs.First[pair]], Values[pairs.Second[pair]]);

    public NeuronSeparation Separation(PairSample pairs)
    {
        var all = Enumerable.Range(0, pairs.Count).Where(p => Outputs[p] > 0).Average(p => Share(pairs, p));
        return new NeuronSeparation(
            Layer, Neuron, IsTarget, Close.Length, Far.Length, Far.Average(p => Share(pairs, p)), all,
            Far.Average(p => Share(pairs, p) * Outputs[p] / Median));
    }

    public NeuronPairs Example(PairSample pairs, double wassersteinDistance)
    {
        var shown = Far.OrderByDescending(p => Outputs[p]).ThenBy(p => p)
            .DistinctBy(pairs.Ids).Take(12).Select(Pair).ToList();
        var far = Far.ToHashSet();
        var close = Close.Where(p => !far.Contains(p)).ToList();
        var isClose = Close.ToHashSet();
        var other = Enumerable.Range(0, pairs.Count).Where(p => !isClose.Contains(p)).ToList();
        PairDistance[] distances =
        [
            .. Thinned(other, 2_500).Select(p => Distance(p, PairKind.Other)), .. Thinned(close, 1_200).Select(p => Distance(p, PairKind.Close)),
            .. Thinned(Far, 1_000).Select(p => Distance(p, PairKind.Far)),
        ];
        return new NeuronPairs(new NeuronSample(Layer, Neuron, wassersteinDistance, [.. Values.Select(v => (float)v)]), shown, distances);

        SeparatedPair Pair(int p)
        {
            var (low, high) = Values[pairs.First[p]] <= Values[pairs.Second[p]] ? (pairs.First[p], pairs.Second[p]) : (pairs.Second[p], pairs.First[p]);
            return new SeparatedPair(pairs.Token(low), pairs.Token(high), Inputs[p], Outputs[p] / Median, Values[low], Values[high]);
        }

        PairDistance Distance(int p, PairKind kind) => new(Inputs[p], Outputs[p] / Median, kind, pairs.Words(p));
    }

    private static IEnumerable<int> Thinned(IReadOnlyList<int> pairs, int most) => pairs.Count <= most
        ? pairs
        : Enumerable.Range(0, most).Select(i => pairs[(int)((long)i * pairs.Count / most)]);
}
