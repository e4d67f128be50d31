using MathNet.Numerics.Statistics;

namespace NegPreact;

/// <summary>A neuron and what it does with the sampled pairs.</summary>
/// <param name="Layer">Layer.</param>
/// <param name="Neuron">Neuron within the layer.</param>
/// <param name="IsTarget">Whether it is a Wasserstein neuron.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Close">The layer's close pairs, closest first.</param>
/// <param name="Values">Its pre-activation on each token.</param>
/// <param name="Inputs">Input distances of all pairs, as multiples of their median.</param>
/// <param name="Median">The median output distance of all pairs.</param>
/// <param name="Limit">The output distance from which on a close pair is far.</param>
internal sealed record PairsInNeuron(
    int Layer, int Neuron, bool IsTarget, PairSample Pairs, int[] Close, double[] Values, double[] Inputs,
    double Median, double Limit)
{
    private readonly (double Mean, double Deviation) midpoints =
        Close.Select(p => (Values[Pairs.First[p]] + Values[Pairs.Second[p]]) / 2).MeanStandardDeviation();

    public int[] Far { get; } = [.. Close.Where(p => Distance(Pairs, Values, p) >= Limit)];

    public bool IsFar(int pair) => Output(pair) >= Limit;

    /// <summary>How far apart the two pre-activations are.</summary>
    public double Output(int pair) => Distance(Pairs, Values, pair);

    public double Share(int pair) =>
        SeparatedPair.ShareBelowZero(Values[Pairs.First[pair]], Values[Pairs.Second[pair]]);

    /// <summary>The share beyond what the neuron's mean explains.</summary>
    public double ShareExcess(int pair) => Share(pair) - ExpectedShare(pair);

    /// <summary>The distance of a pair's negative parts, as a multiple of the median distance.</summary>
    public double Amount(int pair) => Share(pair) * Output(pair) / Median;

    /// <summary>That distance beyond what the neuron's mean explains.</summary>
    public double AmountExcess(int pair) => ShareExcess(pair) * Output(pair) / Median;

    public NeuronSeparation Separation()
    {
        var (all, count) = (0.0, 0);
        for (var p = 0; p < Pairs.Count; p++)
            if (Share(p) is var share && !double.IsNaN(share)) // NaN for equal values
                (all, count) = (all + share, count + 1);
        return new(
            Layer, Neuron, IsTarget, Close.Length, Far.Length, Far.Average(Share), Far.Average(ExpectedShare),
            all / count, Far.Average(Amount), Far.Average(p => Amount(p) - AmountExcess(p)));
    }

    public SeparatedPairs Separated(double wassersteinDistance)
    {
        var (isFar, isClose) = (Far.ToHashSet(), Close.ToHashSet());
        int[] close = [.. Close.Where(p => !isFar.Contains(p))];
        int[] other = [.. Enumerable.Range(0, Pairs.Count).Where(p => !isClose.Contains(p))];
        return new SeparatedPairs(
            new NeuronPreActivations(Layer, Neuron, wassersteinDistance, [.. Values.Select(v => (float)v)]),
            [.. Far.OrderByDescending(Output).ThenBy(p => p).DistinctBy(Pairs.Ids).Take(12).Select(Pair)],
            [
                .. Thinned(other, 2_500, PairKind.Other), .. Thinned(close, 1_200, PairKind.Close),
                .. Thinned(Far, 1_000, PairKind.Far),
            ]);

        SeparatedPair Pair(int p)
        {
            var (low, high) = (Pairs.First[p], Pairs.Second[p]);
            if (Values[low] > Values[high])
                (low, high) = (high, low);
            return new SeparatedPair(
                Pairs.Token(low), Pairs.Token(high), Inputs[p], Output(p) / Median, Values[low], Values[high]);
        }

        IEnumerable<PairDistance> Thinned(int[] some, int most, PairKind kind) =>
            (some.Length <= most
                ? some
                : Enumerable.Range(0, most).Select(i => some[(int)((long)i * some.Length / most)]))
            .Select(p => new PairDistance(Inputs[p], Output(p) / Median, kind, Pairs.Words(p)));
    }

    private double ExpectedShare(int pair) => GaussianShare.Of(Output(pair), midpoints.Mean, midpoints.Deviation);

    private static double Distance(PairSample pairs, double[] values, int pair) =>
        Math.Abs(values[pairs.First[pair]] - values[pairs.Second[pair]]);
}
