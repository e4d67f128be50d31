using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NegPreact;

/// <summary>
/// How much a neuron pulls apart tokens whose inputs lie close together (the paper's code: `calculate_MD` in
/// utils/metrics.py): the mean over token pairs of (|dy| / median |dy|) / (||dx|| / max ||dx||), with y the neuron's
/// pre-activation and x the projection's input. The median of an even number of distances is the mean of the middle
/// two. No unit.
/// </summary>
public static class MappingDifficulty
{
    private const int Bins = 1024;

    /// <summary>
    /// The mapping difficulty of every neuron of a layer; the input distances are computed once for all of them.
    /// </summary>
    /// <param name="inputs">Row-major [tokens, <paramref name="inputSize"/>]: the projection's inputs.</param>
    /// <param name="inputSize">The model's hidden size.</param>
    /// <param name="outputs">
    /// Row-major [tokens, <paramref name="neurons"/>]: the pre-activations of the same tokens.
    /// </param>
    /// <param name="neurons">The layer's intermediate size.</param>
    /// <param name="pairs">The pairs of rows.</param>
    /// <returns>
    /// One measurement a neuron; missing for all where a pair's inputs are equal (its ratio is infinite or undefined),
    /// and for a neuron whose median output distance is 0.
    /// </returns>
    /// <exception cref="NegPreactException">
    /// Tables that do not fit each other or the pairs, or a value that is not finite.
    /// </exception>
    public static ScoreValue[] OfLayer(
        ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<float> outputs, int neurons, TokenPairs pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var tokens = FiniteValues.CheckTable(inputs, inputSize, "The projection's inputs");
        var rows = FiniteValues.CheckTable(outputs, neurons, "The pre-activations");
        if (tokens != rows)
            throw new NegPreactException(
                ErrorKind.Statistics, $"Mapping difficulty was given inputs of {tokens} tokens and outputs of {rows}; "
                + "give both for the same tokens.");
        var highest = Math.Max(pairs.First.Max(), pairs.Second.Max());
        if (highest >= tokens)
            throw new NegPreactException(
                ErrorKind.Statistics, $"A token pair names row {highest}, but there are {tokens} tokens; draw the "
                + "pairs from these.");

        var results = new ScoreValue[neurons];
        var weights = new double[pairs.Count];
        if (!InverseInputDistances(inputs, inputSize, pairs, weights, out var equalPair))
        {
            Array.Fill(results, ScoreValue.Missing(
                $"no mapping difficulty: the tokens in rows {pairs.First[equalPair]} and {pairs.Second[equalPair]} "
                + "have equal inputs, "
                + "so their distance cannot be divided by"));
            return results;
        }
        int[] firsts = [.. pairs.First], seconds = [.. pairs.Second];
        var column = new float[tokens];
        for (var neuron = 0; neuron < neurons; neuron++)
        {
            Columns.Gather(outputs, neurons, neuron, 1, column, tokens);
            results[neuron] = OfNeuron(column, firsts, seconds, weights);
        }
        return results;
    }

    /// <summary>A neuron's, from its pre-activations.</summary>
    /// <param name="values">One value per token.</param>
    /// <param name="first">The token that each pair begins with.</param>
    /// <param name="second">The token that it ends with.</param>
    /// <param name="weights">Largest input distance / each pair's.</param>
    internal static ScoreValue OfNeuron(
        ReadOnlySpan<float> values, ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<double> weights)
    {
        var rented = ArrayPool<double>.Shared.Rent(weights.Length);
        var distances = rented.AsSpan(0, weights.Length);
        for (var pair = 0; pair < distances.Length; pair++)
            distances[pair] = Math.Abs((double)values[first[pair]] - values[second[pair]]);
        var (sum, largest) = WeightedSum(distances, weights);
        var difficulty = Of(sum, Median(distances, largest), distances.Length);
        ArrayPool<double>.Shared.Return(rented);
        return difficulty;
    }

    // Four sums, in an order that is the same on every processor.
    private static (double Sum, double Largest) WeightedSum(
        ReadOnlySpan<double> distances, ReadOnlySpan<double> weights)
    {
        ref var distance = ref MemoryMarshal.GetReference(distances);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        var (sums, most) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var whole = distances.Length - (distances.Length % Vector256<double>.Count);
        for (var pair = 0; pair < whole; pair += Vector256<double>.Count)
        {
            var four = Vector256.LoadUnsafe(ref distance, (nuint)pair);
            sums += four * Vector256.LoadUnsafe(ref weight, (nuint)pair);
            most = Vector256.Max(most, four);
        }

        var (sum, largest) = (Vector256.Sum(sums), 0.0);
        for (var pair = whole; pair < distances.Length; pair++)
        {
            sum += distances[pair] * weights[pair];
            largest = Math.Max(largest, distances[pair]);
        }

        for (var lane = 0; lane < Vector256<double>.Count; lane++)
            largest = Math.Max(largest, most[lane]);
        return (sum, largest);
    }

    /// <summary>A neuron's, from the sum of its weighted output distances and their median.</summary>
    internal static ScoreValue Of(double sum, double median, int pairs) => median > 0
        ? ScoreValue.Of(sum / pairs / median)
        : ScoreValue.Missing("no mapping difficulty: the median distance of the neuron's outputs over the pairs is 0");

    /// <summary>Largest input distance / each pair's, of pairs with different inputs.</summary>
    /// <exception cref="NegPreactException">An input is not finite.</exception>
    internal static double[] Weights(ReadOnlySpan<float> inputs, int inputSize, TokenPairs pairs)
    {
        FiniteValues.CheckTable(inputs, inputSize, "The projection's inputs");
        var weights = new double[pairs.Count];
        return InverseInputDistances(inputs, inputSize, pairs, weights, out _) ? weights : [];
    }

    /// <summary>Largest input distance / each pair's; false where a pair's is 0.</summary>
    private static bool InverseInputDistances(
        ReadOnlySpan<float> inputs, int inputSize, TokenPairs pairs, double[] weights, out int equalPair)
    {
        for (equalPair = 0; equalPair < weights.Length; equalPair++)
        {
            var first = inputs.Slice(pairs.First[equalPair] * inputSize, inputSize);
            var second = inputs.Slice(pairs.Second[equalPair] * inputSize, inputSize);
            var sum = SquaredDistance(first, second);
            if (sum == 0)
                return false;
            weights[equalPair] = Math.Sqrt(sum);
        }
        var largest = weights.Max();
        for (var pair = 0; pair < weights.Length; pair++)
            weights[pair] = largest / weights[pair];
        return true;
    }

    private static double SquaredDistance(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        ref var a = ref MemoryMarshal.GetReference(first);
        ref var b = ref MemoryMarshal.GetReference(second);
        var sums = Vector256<double>.Zero;
        var whole = first.Length - (first.Length % Vector256<float>.Count);
        for (var i = 0; i < whole; i += Vector256<float>.Count)
        {
            var (aLow, aHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref a, (nuint)i));
            var (bLow, bHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref b, (nuint)i));
            var (low, high) = (aLow - bLow, aHigh - bHigh);
            sums += (low * low) + (high * high);
        }

        var sum = Vector256.Sum(sums);
        for (var i = whole; i < first.Length; i++)
        {
            var d = (double)first[i] - second[i];
            sum += d * d;
        }

        return sum;
    }

    // Counted in equal bins; only the values of those that hold the middle two are sorted. Values are overwritten.
    private static double Median(Span<double> distances, double largest)
    {
        if (largest == 0)
            return 0;
        Span<int> counts = stackalloc int[Bins];
        counts.Clear();
        var scale = (Bins - 1) / largest;
        foreach (var distance in distances)
            counts[BinOf(distance)]++;
        var (low, below) = BinAt(counts, (distances.Length - 1) / 2);
        var (high, _) = BinAt(counts, distances.Length / 2);
        var kept = 0;
        foreach (var distance in distances)
            if ((uint)(BinOf(distance) - low) <= high - low) // one branch, rarely taken: half lie below
                distances[kept++] = distance;
        var middle = distances[..kept];
        middle.Sort();
        return (middle[((distances.Length - 1) / 2) - below] + middle[(distances.Length / 2) - below]) / 2;

        int BinOf(double distance) => double.ConvertToIntegerNative<int>(distance * scale); // below Bins, and quicker
    }

    // The bin of the value at a place in ascending order, and how many values lie in lower bins.
    private static (int Bin, int Below) BinAt(ReadOnlySpan<int> counts, int place)
    {
        var (bin, below) = (0, 0);
        while (below + counts[bin] <= place)
            below += counts[bin++];
        return (bin, below);
    }
}
