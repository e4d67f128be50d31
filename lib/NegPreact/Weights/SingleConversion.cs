using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NegPreact.Weights;

/// <summary>Between singles and the two half-width floating types; to nearest, ties to even.</summary>
internal static class SingleConversion
{
    public static void FromHalf(ReadOnlySpan<Half> source, Span<float> destination) =>
        TensorPrimitives.ConvertToSingle(source, destination);

    public static void FromBFloat16(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        var bits = MemoryMarshal.Cast<float, uint>(destination);
        var i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            (low << 16).CopyTo(bits[i..]);
            (high << 16).CopyTo(bits[(i + Vector<uint>.Count)..]);
        }

        for (; i < source.Length; i++) bits[i] = (uint)source[i] << 16;
    }

    public static void ToHalf(ReadOnlySpan<float> source, Span<Half> destination) =>
        TensorPrimitives.ConvertToHalf(source, destination);

    public static void ToBFloat16(ReadOnlySpan<float> source, Span<ushort> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(source[i]);
            // Rounding could carry a NaN's mantissa over to zero or infinity: it is made quiet and cut instead.
            destination[i] = float.IsNaN(source[i])
                ? (ushort)((bits >> 16) | 0x40)
                : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
        }
    }

    /// <summary>The index of the first NaN or infinity; -1 where all are finite.</summary>
    public static int FirstNonFinite<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        // The largest magnitude is NaN where any value is, so one vectorised pass answers the usual case.
        if (values.IsEmpty || T.IsFinite(TensorPrimitives.MaxMagnitude(values))) return -1;
        var i = 0;
        while (T.IsFinite(values[i])) i++;
        return i;
    }

    /// <summary>
    /// The index of the first NaN or infinity among two-byte elements, which have all bits of their exponent set; -1
    /// where all are finite.
    /// </summary>
    public static int FirstNonFinite(ReadOnlySpan<ushort> values, TensorDtype dtype)
    {
        ushort exponent = dtype == TensorDtype.Float16 ? (ushort)0x7C00 : (ushort)0x7F80;
        var mask = new Vector<ushort>(exponent);
        var i = 0;
        while (i <= values.Length - Vector<ushort>.Count && !Vector.EqualsAny(
            new Vector<ushort>(values[i..]) & mask, mask))
            i += Vector<ushort>.Count;
        for (; i < values.Length; i++)
            if ((values[i] & exponent) == exponent) return i;
        return -1;
    }
}
