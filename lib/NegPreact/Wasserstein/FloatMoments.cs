using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NegPreact;

/// <summary>
/// <see cref="CentralMoments"/> of float32 values, eight at a time: the same two passes in float64, whose sums run in
/// another order, which is the same on every processor.
/// </summary>
internal static class FloatMoments
{
    /// <summary>The moments of finite values, at least one.</summary>
    public static CentralMoments Of(ReadOnlySpan<float> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        double origin = first;
        var from = Vector256.Create(origin);
        var sums = Vector256<double>.Zero;
        var (negatives, positives) = (Vector256<int>.Zero, Vector256<int>.Zero);
        var whole = values.Length - (values.Length % Vector256<float>.Count);
        for (var i = 0; i < whole; i += Vector256<float>.Count)
        {
            var eight = Vector256.LoadUnsafe(ref first, (nuint)i);
            var (low, high) = Vector256.Widen(eight);
            sums += (low - from) + (high - from);
            negatives -= Vector256.LessThan(eight, Vector256<float>.Zero).AsInt32(); // true is -1
            positives -= Vector256.GreaterThan(eight, Vector256<float>.Zero).AsInt32();
        }

        var (sum, negative, positive) = (
            Vector256.Sum(sums), Vector256.Sum(negatives), Vector256.Sum(positives));
        foreach (var value in values[whole..])
        {
            sum += value - origin;
            negative += value < 0 ? 1 : 0;
            positive += value > 0 ? 1 : 0;
        }

        var offset = sum / values.Length;
        var mean = Vector256.Create(offset);
        var (squares, cubes, fourths) = (
            Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < whole; i += Vector256<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i));
            low = low - from - mean;
            high = high - from - mean;
            var (lowSquare, highSquare) = (low * low, high * high);
            squares += lowSquare + highSquare;
            cubes += (lowSquare * low) + (highSquare * high);
            fourths += (lowSquare * lowSquare) + (highSquare * highSquare);
        }

        var (m2, m3, m4) = (Vector256.Sum(squares), Vector256.Sum(cubes), Vector256.Sum(fourths));
        foreach (var value in values[whole..])
        {
            var d = value - origin - offset;
            var square = d * d;
            m2 += square;
            m3 += square * d;
            m4 += square * square;
        }

        return CentralMoments.Of(values.Length, origin, offset, m2, m3, m4, negative, positive);
    }
}
