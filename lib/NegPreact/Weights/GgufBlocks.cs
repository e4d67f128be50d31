using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NegPreact.Weights;

/// <summary>
/// From the blocks of a GGUF tensor to singles, to the last bit what gguf-py and ggml's C functions make of them: each
/// step is computed in single precision and rounded by itself, in the order that ggml has.
/// </summary>
internal static partial class GgufBlocks
{
    private const byte SignBit = 0x80;
    private const float SignedOffset = 128; // what a signed byte is too large by, once its highest bit is flipped
    private static readonly Vector128<byte> nibble = Vector128.Create((byte)0xF);

    private delegate void Unpacker(ReadOnlySpan<byte> block, Span<float> destination);

    /// <summary>Unpacks whole blocks.</summary>
    /// <param name="type">What they are.</param>
    /// <param name="source">The blocks.</param>
    /// <param name="destination">As many places as they hold elements.</param>
    public static void Unpack(GgufType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        switch (type)
        {
            case GgufType.F32: source.CopyTo(MemoryMarshal.AsBytes(destination)); break;
            case GgufType.F16: SingleConversion.FromHalf(MemoryMarshal.Cast<byte, Half>(source), destination); break;
            case GgufType.BF16:
                SingleConversion.FromBFloat16(MemoryMarshal.Cast<byte, ushort>(source), destination);
                break;
            case GgufType.Q4_0: Each(type, source, destination, Q4_0); break;
            case GgufType.Q4_1: Each(type, source, destination, Q4_1); break;
            case GgufType.Q5_0: Each(type, source, destination, Q5_0); break;
            case GgufType.Q5_1: Each(type, source, destination, Q5_1); break;
            case GgufType.Q8_0: Each(type, source, destination, Q8_0); break;
            case GgufType.Q2_K: Each(type, source, destination, Q2_K); break;
            case GgufType.Q3_K: Each(type, source, destination, Q3_K); break;
            case GgufType.Q4_K: Each(type, source, destination, Q4_K); break;
            case GgufType.Q5_K: Each(type, source, destination, Q5_K); break;
            case GgufType.Q6_K: Each(type, source, destination, Q6_K); break;
            case GgufType.Q8_K: Each(type, source, destination, Q8_K); break;
            case GgufType.IQ4_NL: Each(type, source, destination, IQ4_NL); break;
            case GgufType.IQ4_XS: Each(type, source, destination, IQ4_XS); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of the format");
        }
    }

    /// <summary>
    /// The first block that unpacks to a NaN or an infinity, by its scales alone; -1 where all are finite.
    /// </summary>
    public static int FirstNonFinite(GgufType type, ReadOnlySpan<byte> source)
    {
        switch (type)
        {
            case GgufType.F32: return SingleConversion.FirstNonFinite(MemoryMarshal.Cast<byte, float>(source));
            case GgufType.F16:
                return SingleConversion.FirstNonFinite(MemoryMarshal.Cast<byte, ushort>(source), TensorDtype.Float16);
            case GgufType.BF16:
                return SingleConversion.FirstNonFinite(MemoryMarshal.Cast<byte, ushort>(source), TensorDtype.BFloat16);
            case GgufType.Q8_K: return FirstNonFiniteQ8_K(source);
        }

        // Products of a half with whole numbers of a few bits do not reach the end of the singles.
        const ushort exponent = 0x7C00;
        var (first, second) = HalvesOf(type);
        var bytes = type.BlockBytes();
        for (var at = 0; at < source.Length; at += bytes)
            if ((Unsafe.ReadUnaligned<ushort>(in source[at + first]) & exponent) == exponent
                || (Unsafe.ReadUnaligned<ushort>(in source[at + second]) & exponent) == exponent)
                return at / bytes;
        return -1;
    }

    /// <summary>
    /// Where in a block its half-precision scale and minimum lie; twice the scale where there is no minimum.
    /// </summary>
    public static (int Scale, int Minimum) HalvesOf(GgufType type) => type switch
    {
        GgufType.Q4_0 or GgufType.Q5_0 or GgufType.Q8_0 or GgufType.IQ4_NL or GgufType.IQ4_XS => (0, 0),
        GgufType.Q4_1 or GgufType.Q5_1 or GgufType.Q4_K or GgufType.Q5_K => (0, 2),
        GgufType.Q2_K => (80, 82),
        GgufType.Q3_K => (108, 108),
        GgufType.Q6_K => (208, 208),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "has no half-precision scale"),
    };

    private static void Each(GgufType type, ReadOnlySpan<byte> source, Span<float> destination, Unpacker unpack)
    {
        var (elements, bytes) = (type.BlockElements(), type.BlockBytes());
        if (source.Length % bytes != 0 || source.Length / bytes != destination.Length / elements)
            throw new ArgumentException($"{source.Length} bytes of {type} are not {destination.Length} elements");
        for (; !source.IsEmpty; source = source[bytes..], destination = destination[elements..])
            unpack(source[..bytes], destination[..elements]);
    }

    private static float Half(ReadOnlySpan<byte> block, int at) =>
        (float)BitConverter.UInt16BitsToHalf(Unsafe.ReadUnaligned<ushort>(in block[at]));

    private static Vector128<byte> Sixteen(ReadOnlySpan<byte> block, int at) => Vector128.Create(block.Slice(at, 16));

    // (q - offset) * scale for 16 elements.
    private static void Scaled(Vector128<byte> q, float offset, float scale, Span<float> destination)
    {
        var (low, high) = Widened(q);
        ((low - Vector256.Create(offset)) * scale).CopyTo(destination);
        ((high - Vector256.Create(offset)) * scale).CopyTo(destination[8..]);
    }

    // q * scale + minimum for 16 elements.
    private static void ScaledPlus(Vector128<byte> q, float scale, float minimum, Span<float> destination)
    {
        var (low, high) = Widened(q);
        ((low * scale) + Vector256.Create(minimum)).CopyTo(destination);
        ((high * scale) + Vector256.Create(minimum)).CopyTo(destination[8..]);
    }

    private static (Vector256<float> Low, Vector256<float> High) Widened(Vector128<byte> q)
    {
        var (low, high) = Vector256.Widen(Vector256.WidenLower(q.ToVector256Unsafe()));
        return (Vector256.ConvertToSingle(low.AsInt32()), Vector256.ConvertToSingle(high.AsInt32()));
    }
}
