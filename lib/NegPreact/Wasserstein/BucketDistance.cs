using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NegPreact;

/// <summary>
/// The exact distance of float32 values to the Gaussian without sorting them all. In the sum of
/// <see cref="GaussianQuantiles.DistanceTo(ReadOnlySpan{double}, int)"/> the order does not matter among neighbours
/// that all lie on one side of their slices, so values are dealt into narrow buckets, and only those buckets are put
/// in order in which the distribution crosses the Gaussian. It is the same sum, run in another order.
/// </summary>
internal sealed class BucketDistance
{
    private const float Reach = 4; // sigma; the outermost buckets take what lies beyond
    private const int ValuesPerBucket = 4;
    private const int MostBuckets = 1 << 16; // whose numbers fit 16 bits
    private const int Few = 32; // are put in order by comparing each with all
    private const double Slack = 0.01; // of a bucket: float32 never places a value further off, see MostBuckets

    private readonly CentralMoments moments;
    private readonly GaussianQuantiles gaussian;
    private readonly double perSigma;
    private readonly double[] few = new double[Few];

    private BucketDistance(in CentralMoments moments, int count) => (this.moments, gaussian, perSigma) = (
        moments, GaussianQuantiles.For(count), 1 / moments.StandardDeviation);

    /// <summary>The distance in sigma of finite values that vary and whose moments are known.</summary>
    public static double Of(ReadOnlySpan<float> values, in CentralMoments moments)
    {
        var reach = Reach * moments.StandardDeviation;
        return new BucketDistance(moments, values.Length).Of(
            values, 0, (float)(moments.Mean - reach), (float)(moments.Mean + reach));
    }

    // The part of the sum that belongs to some values, before which there are `first` lower ones.
    private double Of(ReadOnlySpan<float> values, int first, float low, float high)
    {
        var (n, buckets) = (values.Length, Math.Min(values.Length / ValuesPerBucket, MostBuckets));
        var perValue = buckets / (high - low);
        if (n <= Few || !float.IsNormal(perValue)) // a spread that float32 cannot divide
            return Sorted(values, first);
        var (numbers, integers, singles) = (
            ArrayPool<ushort>.Shared.Rent(n), ArrayPool<int>.Shared.Rent(buckets),
            ArrayPool<float>.Shared.Rent(n + Few));
        var bucketOf = numbers.AsSpan(0, n);
        var ends = integers.AsSpan(0, buckets);
        var dealt = singles.AsSpan(0, n + Few);
        Assign(values, bucketOf, low, perValue, buckets);
        Deal(values, bucketOf, ends, dealt);
        dealt[n..].Fill(float.PositiveInfinity);
        var sum = Decide(dealt, ends, first, moments.FromMean(low) * perSigma, perSigma / perValue);
        ArrayPool<ushort>.Shared.Return(numbers);
        ArrayPool<int>.Shared.Return(integers);
        ArrayPool<float>.Shared.Return(singles);
        return sum;
    }

    // Rounded or not, (value - low) * perValue rises with the value: those of a lower bucket are lower.
    private static void Assign(
        ReadOnlySpan<float> values, Span<ushort> bucketOf, float low, float perValue, int buckets)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetReference(bucketOf);
        var (lowest, last) = (Vector256.Create(low), Vector256.Create(buckets - 1f));
        var whole = values.Length - (values.Length % Vector256<ushort>.Count);
        for (var i = 0; i < whole; i += Vector256<ushort>.Count)
            Vector256.Narrow(
                Eight(Vector256.LoadUnsafe(ref from, (nuint)i)),
                Eight(Vector256.LoadUnsafe(ref from, (nuint)(i + Vector256<float>.Count))))
                .StoreUnsafe(ref to, (nuint)i);
        for (var i = whole; i < values.Length; i++)
            bucketOf[i] = (ushort)Eight(Vector256.Create(values[i])).ToScalar();

        Vector256<uint> Eight(Vector256<float> eight) => Vector256.ConvertToInt32(
            Vector256.Min(Vector256.Max((eight - lowest) * perValue, Vector256<float>.Zero), last)).AsUInt32();
    }

    // The values bucket after bucket, and where each bucket ends.
    private static void Deal(
        ReadOnlySpan<float> values, ReadOnlySpan<ushort> bucketOf, Span<int> ends, Span<float> dealt)
    {
        ends.Clear();
        foreach (var bucket in bucketOf)
            ends[bucket]++;
        var before = 0;
        foreach (ref var end in ends)
            (end, before) = (before, before + end);
        for (var i = 0; i < bucketOf.Length; i++)
            dealt[ends[bucketOf[i]]++] = values[i];
    }

    // Neighbouring buckets whose values all lie on one side of their slices are summed together. The outermost ones
    // have no outer edge.
    private double Decide(ReadOnlySpan<float> dealt, ReadOnlySpan<int> ends, int first, double low, double width)
    {
        var (quantiles, last) = (gaussian.Quantiles, ends.Length - 1);
        var (sum, side, start, before) = (0.0, 0, 0, 0);
        for (var bucket = 0; bucket <= last; bucket++)
        {
            var after = ends[bucket];
            if (after == before)
                continue;
            var own =
                bucket > 0 && low + ((bucket - Slack) * width) >= quantiles[first + after] ? 1
                : bucket < last && low + ((bucket + 1 + Slack) * width) <= quantiles[first + before] ? -1
                : 0;
            if (own != side)
            {
                sum += OneSided(dealt[start..before], first + start, side);
                (side, start) = (own, before);
            }

            if (own == 0)
                sum += Undecided(dealt[before..], after - before, first + before);
            before = after;
        }

        return sum + OneSided(dealt[start..before], first + start, side);
    }

    private double OneSided(ReadOnlySpan<float> values, int first, int side)
    {
        if (side == 0)
            return 0;
        ref var from = ref MemoryMarshal.GetReference(values);
        var (lower, upper) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var whole = values.Length - (values.Length % Vector256<float>.Count);
        for (var i = 0; i < whole; i += Vector256<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            lower += moments.FromMean(low);
            upper += moments.FromMean(high);
        }

        var sum = Vector256.Sum(lower + upper);
        foreach (var value in values[whole..])
            sum += moments.FromMean(value);
        var densities = gaussian.Densities;
        return side * ((sum * perSigma / gaussian.Count) + densities[first + values.Length] - densities[first]);
    }

    // The first values of `dealt`, after which higher ones follow.
    private double Undecided(ReadOnlySpan<float> dealt, int count, int first)
    {
        if (count <= Few)
        {
            Order(dealt, few.AsSpan(0, count));
            return gaussian.DistanceTo(few.AsSpan(0, count), first);
        }

        var own = dealt[..count];
        var (least, most) = (TensorPrimitives.Min(own), TensorPrimitives.Max(own));
        return least == most
            ? gaussian.DistanceTo(Standardised(least), first, count)
            : Of(own, first, least, most);
    }

    // Each value goes where as many lie before it as are lower, or equal and earlier. No branch depends on a value:
    // half of them would be guessed wrong. Whole vectors are compared, beyond the last value with higher ones.
    private void Order(ReadOnlySpan<float> dealt, Span<double> ordered)
    {
        ref var from = ref MemoryMarshal.GetReference(dealt);
        for (var i = 0; i < ordered.Length; i++)
        {
            var (lower, equal) = (0u, 0u);
            var value = Vector256.Create(dealt[i]);
            for (var at = 0; at < ordered.Length; at += Vector256<float>.Count)
            {
                var eight = Vector256.LoadUnsafe(ref from, (nuint)at);
                lower |= Vector256.LessThan(eight, value).ExtractMostSignificantBits() << at;
                equal |= Vector256.Equals(eight, value).ExtractMostSignificantBits() << at;
            }

            ordered[BitOperations.PopCount(lower | (equal & ((1u << i) - 1)))] = Standardised(dealt[i]);
        }
    }

    private double Sorted(ReadOnlySpan<float> values, int first)
    {
        var z = new double[values.Length];
        for (var i = 0; i < z.Length; i++)
            z[i] = Standardised(values[i]);
        z.AsSpan().Sort();
        return gaussian.DistanceTo(z, first);
    }

    private double Standardised(float value) => moments.FromMean(value) * perSigma;
}
