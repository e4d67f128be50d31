using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NegPreact;

/// <summary>
/// The scores of all neurons of a layer over more tokens than fit in memory: batches go in one after another, a fixed
/// number of bytes a neuron stays. Moments are exact up to rounding; the Wasserstein distance comes from a histogram of
/// equal bins.
/// </summary>
/// <remarks>
/// Error bound. The sketch knows of a value only which bin, w wide, it lies in, and spreads each bin's share evenly
/// over it. Whatever the values in a bin are, moving them there costs at most w/2 on average, thus W1(sketch, values)
/// is at most w/2, or w/(2 sigma) after standardising, and by the triangle inequality the distance to the Gaussian is
/// off by no more than that. The bound is part of every result. It is large where sigma is small against the range, as
/// with a rare huge outlier. Bin edges are whole multiples of a power of two, the smallest for which the range seen so
/// far fits; when it no longer fits, the bins double and neighbours merge. Bins therefore depend on the smallest and
/// largest value alone, not on the order or the batches in which values came.
/// </remarks>
public sealed class WassersteinSketch
{
    /// <summary>The number of bins where none is given.</summary>
    public const int DefaultBins = 1024;

    private readonly uint[] counts;
    private readonly uint[] merged;
    private readonly State[] states;
    private readonly int log2Bins;

    /// <summary>Starts an empty sketch.</summary>
    /// <param name="neurons">The layer's intermediate size.</param>
    /// <param name="bins">Bins a neuron: a power of two from 16 to 65536. Twice as many halve the error bound.</param>
    /// <exception cref="NegPreactException">
    /// No neurons, other numbers of bins, or more counters than an array can hold.
    /// </exception>
    public WassersteinSketch(int neurons, int bins = DefaultBins)
    {
        if (neurons < 1)
            throw new NegPreactException(
                ErrorKind.Settings, $"A sketch of {neurons} neurons was asked for; ask for at least one.");
        if (bins is < 16 or > 65536 || !BitOperations.IsPow2(bins))
            throw new NegPreactException(
                ErrorKind.Settings, $"A sketch of {bins} bins was asked for; ask for a power of two from 16 to 65536.");
        if ((long)neurons * bins > Array.MaxLength)
            throw new NegPreactException(
                ErrorKind.Settings, $"A sketch of {neurons} neurons with {bins} bins each is too large; use fewer bins "
                + "or split the layer.");
        (Neurons, Bins, log2Bins) = (neurons, bins, BitOperations.Log2((uint)bins));
        counts = new uint[neurons * bins];
        merged = new uint[bins];
        states = new State[neurons];
    }

    /// <summary>Number of neurons.</summary>
    public int Neurons { get; }

    /// <summary>Number of bins a neuron.</summary>
    public int Bins { get; }

    /// <summary>Number of tokens seen.</summary>
    public long Tokens { get; private set; }

    /// <summary>
    /// What is kept of each neuron, however many tokens come: its counters, moments, range and bin width.
    /// </summary>
    public int BytesPerNeuron => (sizeof(uint) * Bins) + Unsafe.SizeOf<State>();

    /// <summary>Takes in a batch. A batch that is refused leaves the sketch as it was.</summary>
    /// <param name="batch">Row-major [tokens, <see cref="Neurons"/>] pre-activations.</param>
    /// <exception cref="NegPreactException">
    /// A table that is not whole, a value that is not finite, or more than 4 294 967 295 tokens in all.
    /// </exception>
    public void Add(ReadOnlySpan<float> batch)
    {
        var tokens = FiniteValues.CheckTable(batch, Neurons, "The batch of pre-activations");
        if (Tokens + tokens > uint.MaxValue)
            throw new NegPreactException(
                ErrorKind.Statistics, $"A sketch counts up to {uint.MaxValue} tokens; start another one.");
        var runs = ArrayPool<float>.Shared.Rent(Columns.Block * tokens);
        for (var first = 0; first < Neurons; first += Columns.Block)
        {
            var count = Math.Min(Columns.Block, Neurons - first);
            Columns.Gather(batch, Neurons, first, count, runs, tokens);
            for (var c = 0; c < count; c++)
                AddTo(first + c, runs.AsSpan(c * tokens, tokens));
        }
        ArrayPool<float>.Shared.Return(runs);
        Tokens += tokens;
    }

    /// <summary>The moments of a neuron over all tokens so far.</summary>
    /// <param name="neuron">Neuron, counted from 0.</param>
    /// <exception cref="NegPreactException">No token was seen yet.</exception>
    public NeuronMoments Moments(int neuron) => Seen(neuron).Moments.ToNeuronMoments();

    /// <summary>
    /// W1 of a neuron to the exact Gaussian in sigma, with its error bound; missing for a neuron that never varied.
    /// </summary>
    /// <param name="neuron">Neuron, counted from 0.</param>
    /// <exception cref="NegPreactException">No token was seen yet.</exception>
    public ScoreValue Distance(int neuron)
    {
        var state = Seen(neuron);
        var sigma = state.Moments.StandardDeviation;
        if (sigma == 0)
            return WassersteinDistance.Constant;
        var width = Math.ScaleB(1, state.Exponent);
        var (lowest, highest) = (BinOf(state.Lowest, state.Exponent), BinOf(state.Highest, state.Exponent));
        var own = counts.AsSpan(neuron * Bins, Bins);
        var edge = state.Moments.FromMean(lowest * width) / sigma;
        var area = Gaussian.AreaBelow(edge);
        long seen = 0;
        for (var bin = lowest; bin <= highest; bin++)
        {
            var (left, below) = (edge, seen);
            seen += own[Slot(bin)];
            edge = state.Moments.FromMean((bin + 1) * width) / sigma;
            area += Gaussian.AreaBetween(left, edge, (double)below / Tokens, (double)seen / Tokens);
        }
        return ScoreValue.Of(area + Gaussian.AreaBelow(-edge), width / (2 * sigma));
    }

    /// <summary>The scores of all neurons, as of a single layer.</summary>
    /// <param name="mappingDifficulty">Each neuron's mapping difficulty, where measured.</param>
    /// <exception cref="NegPreactException">
    /// No token was seen yet, or not one mapping difficulty per neuron.
    /// </exception>
    public NeuronScores Scores(IReadOnlyList<ScoreValue>? mappingDifficulty = null) => NeuronScores.OfOneLayer(
        Neurons, Tokens, mappingDifficulty, columns => Fill(columns, 0, mappingDifficulty));

    /// <summary>Fills the rows of the layer that the sketch was fed from.</summary>
    internal void Fill(NeuronColumns columns, int layer, IReadOnlyList<ScoreValue>? mappingDifficulty)
    {
        var row = columns.FirstRow(layer);
        Parallel.For(0, Neurons, Columns.AllCores, i => columns.Set(
            row + i, Moments(i), Distance(i), mappingDifficulty?[i]));
    }

    private static long BinOf(double value, int exponent) => (long)Math.Floor(Math.ScaleB(value, -exponent));

    /// <summary>
    /// The counters form a ring: no two bins in use share a slot, since at most <see cref="Bins"/> are in use.
    /// </summary>
    private int Slot(long bin) => (int)(bin & (Bins - 1));

    private State Seen(int neuron) => Tokens > 0
        ? states[neuron]
        : throw new NegPreactException(
            ErrorKind.Statistics, "A sketch that has seen no tokens was asked for a score; add a batch first.");

    private void AddTo(int neuron, ReadOnlySpan<float> values)
    {
        ref var state = ref states[neuron];
        var own = counts.AsSpan(neuron * Bins, Bins);
        double lowest = values[0], highest = values[0];
        if (Tokens > 0)
            (lowest, highest) = (state.Lowest, state.Highest);
        foreach (var value in values)
        {
            lowest = Math.Min(lowest, value);
            highest = Math.Max(highest, value);
        }
        var exponent = SmallestExponent(lowest, highest);
        if (Tokens > 0 && exponent > state.Exponent)
            Merge(own, state, exponent - state.Exponent);
        state = new State(state.Moments.Merge(FloatMoments.Of(values)), lowest, highest, exponent);
        var scale = Math.ScaleB(1, -exponent);
        foreach (var value in values)
            own[Slot((long)Math.Floor(value * scale))]++;
    }

    private void Merge(Span<uint> own, in State state, int doublings)
    {
        Array.Clear(merged);
        var last = BinOf(state.Highest, state.Exponent);
        for (var bin = BinOf(state.Lowest, state.Exponent); bin <= last; bin++)
            merged[Slot(bin >> Math.Min(doublings, 63))] += own[Slot(bin)];
        merged.CopyTo(own);
    }

    /// <summary>The smallest e for which bins of width 2^e, with edges at its multiples, hold the range.</summary>
    private int SmallestExponent(double lowest, double highest)
    {
        // One value fits bins of any width. Neighbouring floats differ by 2^-24 of their size, of which 65536 bins make
        // 2^-40: at 2^-50 the bins are narrower than any second value will ask for, so that they only have to double,
        // and far from overflow.
        if (lowest == highest)
            return Math.ILogB(lowest == 0 ? float.Epsilon : lowest) - 50;
        var exponent = Math.ILogB(highest - lowest) - log2Bins;
        while (BinOf(highest, exponent) - BinOf(lowest, exponent) >= Bins)
            exponent++;
        return exponent;
    }

    private readonly record struct State(CentralMoments Moments, double Lowest, double Highest, int Exponent);
}
