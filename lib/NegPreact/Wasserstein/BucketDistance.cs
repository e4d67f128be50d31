using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NegPreact;

/// <summary>
/// The exact distance of float32 values to the Gaussian without sorting them all. In the sum of
/// <see cref="GaussianQuantiles.DistanceTo"/> the order does not matter among neighbours that all lie on one side of
/// their slices, so values are counted in narrow buckets and only those buckets are sorted in which the distribution
/// crosses the Gaussian. It is the same sum, run in another order.
/// </summary>
internal static class BucketDistance
{
    private const double Reach = 4; // sigma; the outermost buckets take what lies beyond
    private const int ValuesPerBucket = 4;
    private const int Few = 32; // are sorted at once
    private const double RoundsToWhole = 1L << 52; // a double of this size has no room for a fraction

    /// <summary>The distance in sigma of finite values that vary and whose moments are known.</summary>
    public static double Of(ReadOnlySpan<float> values, in CentralMoments moments)
    {
        var rented = ArrayPool<double>.Shared.Rent(values.Length);
        var z = rented.AsSpan(0, values.Length);
        Standardise(values, moments, z);
        var distance = Of(z, 0, -Reach, Reach, GaussianQuantiles.For(values.Length));
        ArrayPool<double>.Shared.Return(rented);
        return distance;
    }

    // The part of the sum that belongs to the values z, before which there are `first` lower ones.
    private static double Of(Span<double> z, int first, double low, double high, GaussianQuantiles gaussian)
    {
        if (z.Length <= Few || low == high)
        {
            if (low < high)
                z.Sort();
            return gaussian.DistanceTo(z, first);
        }

        var (n, buckets) = (z.Length, z.Length / ValuesPerBucket);
        var integers = ArrayPool<int>.Shared.Rent((2 * n) + (3 * buckets));
        var numbers = ArrayPool<double>.Shared.Rent(n + buckets);
        var bucketOf = integers.AsSpan(0, n);
        var open = integers.AsSpan(n, n);
        var counts = integers.AsSpan(2 * n, buckets);
        var undecided = integers.AsSpan((2 * n) + buckets, 2 * buckets);
        var sorted = numbers.AsSpan(0, n);
        var signs = numbers.AsSpan(n, buckets);
        Assign(z, bucketOf, low, high, buckets);
        counts.Clear();
        foreach (var bucket in bucketOf)
            counts[bucket]++;
        var (distance, length) = Decide(gaussian, counts, signs, undecided, first, low, high);
        var (sum, left) = Decided(z, bucketOf, signs, open);
        distance += sum / gaussian.Count;
        foreach (var i in open[..left])
            sorted[counts[bucketOf[i]]++] = z[i];
        for (var u = 0; u < length; u += 2)
        {
            var from = undecided[u + 1];
            var own = sorted[from..counts[undecided[u]]];
            var (least, most) = Range(own);
            distance += Of(own, first + from, least, most, gaussian);
        }

        ArrayPool<int>.Shared.Return(integers);
        ArrayPool<double>.Shared.Return(numbers);
        return distance;
    }

    private static void Standardise(ReadOnlySpan<float> values, in CentralMoments moments, Span<double> z)
    {
        var perSigma = 1 / moments.StandardDeviation;
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetReference(z);
        var whole = values.Length - (values.Length % Vector256<float>.Count);
        for (var i = 0; i < whole; i += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            (moments.FromMean(lower) * perSigma).StoreUnsafe(ref to, (nuint)i);
            (moments.FromMean(upper) * perSigma).StoreUnsafe(ref to, (nuint)(i + Vector256<double>.Count));
        }

        for (var i = whole; i < values.Length; i++)
            z[i] = moments.FromMean(values[i]) * perSigma;
    }

    // Rounded half a bucket lower, as there is no truncation to integers that all processors have.
    private static void Assign(ReadOnlySpan<double> z, Span<int> bucketOf, double low, double high, int buckets)
    {
        var scale = buckets / (high - low);
        ref var from = ref MemoryMarshal.GetReference(z);
        ref var to = ref MemoryMarshal.GetReference(bucketOf);
        var (lowest, half, last, round) = (
            Vector256.Create(low), Vector256.Create(0.5), Vector256.Create(buckets - 1.0),
            Vector256.Create(RoundsToWhole));
        var whole = z.Length - (z.Length % Vector256<int>.Count);
        for (var i = 0; i < whole; i += Vector256<int>.Count)
            Vector256.Narrow(
                Four(Vector256.LoadUnsafe(ref from, (nuint)i)),
                Four(Vector256.LoadUnsafe(ref from, (nuint)(i + Vector256<double>.Count))))
                .StoreUnsafe(ref to, (nuint)i);
        for (var i = whole; i < z.Length; i++)
            bucketOf[i] = (int)Four(Vector256.Create(z[i])).ToScalar();

        Vector256<long> Four(Vector256<double> values)
        {
            var at = ((values - lowest) * scale) - half;
            return (Vector256.Min(Vector256.Max(at, Vector256<double>.Zero), last) + round).AsInt64();
        }
    }

    // A bucket's sign says on which side of their slices all its values lie, 0 where they may lie on both. For such
    // buckets `undecided` is given the bucket and how many of the values lie below, and the count becomes that number.
    // Returned is the densities' part of the sum over the other buckets.
    private static (double Densities, int Length) Decide(
        GaussianQuantiles gaussian, Span<int> counts, Span<double> signs, Span<int> undecided, int first, double low,
        double high)
    {
        double[] quantiles = gaussian.Quantiles, densities = gaussian.Densities;
        var (before, sum, length) = (first, 0.0, 0);
        var (width, last) = ((high - low) / counts.Length, counts.Length - 1);
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] == 0)
                continue;
            var after = before + counts[bucket];
            signs[bucket] =
                bucket > 0 && low + (bucket * width) >= quantiles[after] ? 1
                : bucket < last && low + ((bucket + 1) * width) <= quantiles[before] ? -1
                : 0;
            sum += signs[bucket] * (densities[after] - densities[before]);
            if (signs[bucket] == 0)
            {
                counts[bucket] = before - first;
                (undecided[length], undecided[length + 1]) = (bucket, before - first);
                length += 2;
            }

            before = after;
        }

        return (sum, length);
    }

    // The sum of the values in decided buckets, signed; the places of the others are listed. No branch depends on a
    // value's bucket: half of them would be guessed wrong where a neuron is hard to decide.
    private static (double Sum, int Left) Decided(
        ReadOnlySpan<double> z, ReadOnlySpan<int> bucketOf, ReadOnlySpan<double> signs, Span<int> open)
    {
        var (even, odd, left) = (0.0, 0.0, 0);
        var whole = z.Length - (z.Length % 2);
        for (var i = 0; i < whole; i += 2)
        {
            even += Signed(i, z, bucketOf, signs, open, ref left);
            odd += Signed(i + 1, z, bucketOf, signs, open, ref left);
        }

        if (whole < z.Length)
            even += Signed(whole, z, bucketOf, signs, open, ref left);
        return (even + odd, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Signed(
        int i, ReadOnlySpan<double> z, ReadOnlySpan<int> bucketOf, ReadOnlySpan<double> signs, Span<int> open,
        ref int left)
    {
        var sign = signs[bucketOf[i]];
        open[left] = i;
        left += BitConverter.DoubleToInt64Bits(sign) == 0 ? 1 : 0;
        return sign * z[i];
    }

    private static (double Least, double Most) Range(ReadOnlySpan<double> values)
    {
        var (least, most) = (values[0], values[0]);
        foreach (var value in values[1..])
            if (value < least)
                least = value;
            else if (value > most)
                most = value;
        return (least, most);
    }
}
