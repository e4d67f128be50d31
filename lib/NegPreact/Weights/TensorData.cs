using System.Runtime.InteropServices;

namespace NegPreact.Weights;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Its name, unique in its file.</param>
/// <param name="Dtype">The type of its elements.</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a scalar.</param>
/// <param name="Bytes">Its elements in row-major order, little-endian.</param>
public sealed record TensorData(string Name, TensorDtype Dtype, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Takes singles, rounding to nearest, ties to even, where the file is to hold fewer bits.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Its dimensions; their product is the number of values.</param>
    /// <param name="values">Its elements in row-major order.</param>
    /// <param name="dtype">Float32, Float16 or BFloat16.</param>
    /// <exception cref="NegPreactException">
    /// The shape does not fit, the dtype is another, or a finite value would become infinite.
    /// </exception>
    public static TensorData FromSingles(
        string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values, TensorDtype dtype = TensorDtype.Float32)
    {
        var bytes = Allocate(name, dtype, shape, values.Length);
        switch (dtype)
        {
            case TensorDtype.Float32:
                MemoryMarshal.AsBytes(values).CopyTo(bytes);
                break;
            case TensorDtype.Float16:
                var halves = MemoryMarshal.Cast<byte, Half>(bytes.AsSpan());
                SingleConversion.ToHalf(values, halves);
                for (var i = 0; i < halves.Length; i++)
                    if (Half.IsInfinity(halves[i]) && float.IsFinite(values[i])) throw TooLarge(name, values[i], dtype);
                break;
            case TensorDtype.BFloat16:
                var upper = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
                SingleConversion.ToBFloat16(values, upper);
                for (var i = 0; i < upper.Length; i++)
                    if ((upper[i] & 0x7FFF) == 0x7F80 && float.IsFinite(values[i])) throw TooLarge(name, values[i],
                        dtype);
                break;
            default:
                throw new NegPreactException(
                    ErrorKind.TensorRequest, $"tensor {StrictJson.Show(name)}: singles cannot be written as {dtype}. "
                    + "Use Float32, Float16 or BFloat16.");
        }

        return new(name, dtype, [.. shape], bytes);
    }

    /// <summary>Takes 64-bit integers.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Its dimensions; their product is the number of values.</param>
    /// <param name="values">Its elements in row-major order.</param>
    /// <exception cref="NegPreactException">The shape does not fit.</exception>
    public static TensorData FromInt64s(string name, IReadOnlyList<long> shape, ReadOnlySpan<long> values)
    {
        var bytes = Allocate(name, TensorDtype.Int64, shape, values.Length);
        MemoryMarshal.AsBytes(values).CopyTo(bytes);
        return new(name, TensorDtype.Int64, [.. shape], bytes);
    }

    private static byte[] Allocate(string name, TensorDtype dtype, IReadOnlyList<long> shape, int count)
    {
        if (!dtype.TryBitCount(shape, out var bits) || bits / dtype.Bits() != count)
            throw new NegPreactException(
                ErrorKind.TensorRequest, $"tensor {StrictJson.Show(name)}: the shape [{string.Join(", ", shape)}] does "
                + $"not hold {count} values. Give the shape that they have.");
        if (bits / 8 > Array.MaxLength)
            throw new NegPreactException(
                ErrorKind.TensorRequest, $"tensor {StrictJson.Show(name)}: takes {bits / 8} bytes, more than one array "
                + "holds. Split it.");
        return new byte[bits / 8];
    }

    private static NegPreactException TooLarge(string name, float value, TensorDtype dtype) =>
        new(ErrorKind.TensorRequest, $"tensor {StrictJson.Show(name)}: {value} is too large for {dtype} and would "
        + "become infinite. Write it as Float32.");
}
