using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NegPreact.Models;

/// <summary>
/// Arithmetic on rows of float32 numbers, eight at a time: sums run in an order that is the same on every processor.
/// </summary>
/// <remarks>
/// Compiled once for all: the runtime's first, quick form of such code is some ten times slower, and a short run would
/// see no other.
/// </remarks>
internal static class HostMath
{
    private const float LeastPower = -87.3f; // of e, above the numbers that lose digits
    private const float Ln2 = 0.69314718f;
    private const float Ln2High = 0.693359375f; // few digits, so that its products are exact
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>Values divided by the root of their mean square, times factors.</summary>
    /// <param name="values">The values.</param>
    /// <param name="factors">As many factors.</param>
    /// <param name="epsilon">What is added to the mean square.</param>
    /// <param name="result">Gets as many numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RmsNorm(
        ReadOnlySpan<float> values, ReadOnlySpan<float> factors, float epsilon, Span<float> result)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var times = ref MemoryMarshal.GetReference(factors[..values.Length]);
        ref var to = ref MemoryMarshal.GetReference(result[..values.Length]);
        var whole = Whole(values.Length);
        var (sums, others) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (nuint i = 0; i < whole; i += (nuint)Vector256<float>.Count)
        {
            var some = Vector256.LoadUnsafe(ref from, i);
            (sums, others) = (others, sums + (some * some));
        }

        var sum = Vector256.Sum(sums + others);
        foreach (var value in values[(int)whole..])
            sum += value * value;
        var scale = 1 / MathF.Sqrt((sum / values.Length) + epsilon);
        for (nuint i = 0; i < whole; i += (nuint)Vector256<float>.Count)
            (Vector256.LoadUnsafe(ref from, i) * scale * Vector256.LoadUnsafe(ref times, i)).StoreUnsafe(ref to, i);
        for (var i = (int)whole; i < values.Length; i++)
            result[i] = values[i] * scale * factors[i];
    }

    /// <summary>Multiplies numbers by the SiLU of as many others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyBySilu(Span<float> product, ReadOnlySpan<float> values)
    {
        ref var to = ref MemoryMarshal.GetReference(product);
        ref var from = ref MemoryMarshal.GetReference(values[..product.Length]);
        var whole = Whole(product.Length);
        for (nuint i = 0; i < whole; i += (nuint)Vector256<float>.Count)
        {
            var x = Vector256.LoadUnsafe(ref from, i);
            var silu = x / (Vector256<float>.One + Exp(-x));
            (silu * Vector256.LoadUnsafe(ref to, i)).StoreUnsafe(ref to, i);
        }

        for (var i = (int)whole; i < product.Length; i++)
            product[i] *= values[i] / (1 + Exp(-values[i]));
    }

    /// <summary>
    /// Turns a first and a second half of as many features each: feature i of both by the angle of that index.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(Span<float> halves, ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines)
    {
        var half = halves.Length / 2;
        ref var x = ref MemoryMarshal.GetReference(halves);
        ref var y = ref Unsafe.Add(ref x, half);
        ref var cos = ref MemoryMarshal.GetReference(cosines[..half]);
        ref var sin = ref MemoryMarshal.GetReference(sines[..half]);
        var whole = Whole(half);
        for (nuint i = 0; i < whole; i += (nuint)Vector256<float>.Count)
        {
            var (a, b) = (Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref y, i));
            var (c, s) = (Vector256.LoadUnsafe(ref cos, i), Vector256.LoadUnsafe(ref sin, i));
            ((a * c) - (b * s)).StoreUnsafe(ref x, i);
            ((b * c) + (a * s)).StoreUnsafe(ref y, i);
        }

        for (var i = (int)whole; i < half; i++)
            (halves[i], halves[half + i]) = (
                (halves[i] * cosines[i]) - (halves[half + i] * sines[i]),
                (halves[half + i] * cosines[i]) + (halves[i] * sines[i]));
    }

    /// <summary>The largest of at least one number; any of them where one is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Largest(ReadOnlySpan<float> values)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        var whole = Whole(values.Length);
        var largest = Vector256.Create(float.NegativeInfinity);
        for (nuint i = 0; i < whole; i += (nuint)Vector256<float>.Count)
            largest = Vector256.MaxNative(largest, Vector256.LoadUnsafe(ref from, i));
        var result = float.NegativeInfinity;
        for (var i = 0; i < Vector256<float>.Count; i++)
            result = MathF.Max(result, largest[i]);
        foreach (var value in values[(int)whole..])
            result = MathF.Max(result, value);
        return result;
    }

    /// <summary>The sum of exp(value - origin).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SumOfExponentials(ReadOnlySpan<float> values, float origin)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        var whole = Whole(values.Length);
        var (sums, others) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var least = Vector256.Create(origin);
        for (nuint i = 0; i < whole; i += (nuint)Vector256<float>.Count)
            (sums, others) = (others, sums + Exp(Vector256.LoadUnsafe(ref from, i) - least));
        var sum = Vector256.Sum(sums + others);
        foreach (var value in values[(int)whole..])
            sum += Exp(value - origin);
        return sum;
    }

    // The runtime's own has more digits and takes five times as long. 2 to a whole power, times e to what remains, by
    // the polynomial of the Cephes library: within 2 units of the last digit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        var within = Vector256.MinNative(Vector256.MaxNative(x, Vector256.Create(LeastPower)), Vector256.Create(88f));
        var power = Vector256.Round(within * (1 / Ln2));
        var r = Vector256.FusedMultiplyAdd(power, Vector256.Create(-Ln2High), within);
        r = Vector256.FusedMultiplyAdd(power, Vector256.Create(-Ln2Low), r);
        var p = Vector256.FusedMultiplyAdd(Vector256.Create(1.9875691500E-4f), r, Vector256.Create(1.3981999507E-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(8.3334519073E-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(4.1665795894E-2f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.6666665459E-1f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(5.0000001201E-1f));
        p = Vector256.FusedMultiplyAdd(p, r * r, r + Vector256<float>.One);
        var scale = ((Vector256.ConvertToInt32(power) + Vector256.Create(127)) << 23).AsSingle();
        return Vector256.ConditionalSelect(Vector256.Equals(x, x), p * scale, x); // what is no number remains none
    }

    private static float Exp(float x) => Exp(Vector256.CreateScalar(x)).ToScalar();

    private static nuint Whole(int length) => (nuint)(length - (length % Vector256<float>.Count));
}
