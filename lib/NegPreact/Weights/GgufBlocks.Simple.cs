using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NegPreact.Weights;

/// <content>Blocks of 32 with a scale of their own, and the two types with a table of values.</content>
internal static partial class GgufBlocks
{
    private static readonly Vector128<byte> bits = Vector128.Create(0x8040201008040201UL).AsByte();

    // The values that IQ4_NL and IQ4_XS choose from: -127, -104, … 113, with their highest bits flipped.
    private static readonly Vector128<byte> uneven = Vector128.Create(
        (byte)1, 24, 45, 63, 79, 93, 106, 118, 129, 141, 153, 166, 181, 197, 217, 241);

    // Scale, 16 bytes of which the low halves are the first 16 elements.
    private static void Q4_0(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var (scale, q) = (Half(block, 0), Sixteen(block, 2));
        Scaled(q & nibble, 8, scale, destination);
        Scaled(q >> 4, 8, scale, destination[16..]);
    }

    // Scale, minimum, halves of bytes.
    private static void Q4_1(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var (scale, minimum, q) = (Half(block, 0), Half(block, 2), Sixteen(block, 4));
        ScaledPlus(q & nibble, scale, minimum, destination);
        ScaledPlus(q >> 4, scale, minimum, destination[16..]);
    }

    // Scale, the fifth bits of all elements, halves of bytes.
    private static void Q5_0(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var (scale, q) = (Half(block, 0), Sixteen(block, 6));
        Scaled((q & nibble) | FifthBits(block[2..]), 16, scale, destination);
        Scaled((q >> 4) | FifthBits(block[4..]), 16, scale, destination[16..]);
    }

    // Scale, minimum, fifth bits, halves of bytes.
    private static void Q5_1(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var (scale, minimum, q) = (Half(block, 0), Half(block, 2), Sixteen(block, 8));
        ScaledPlus((q & nibble) | FifthBits(block[4..]), scale, minimum, destination);
        ScaledPlus((q >> 4) | FifthBits(block[6..]), scale, minimum, destination[16..]);
    }

    // Scale, signed bytes.
    private static void Q8_0(ReadOnlySpan<byte> block, Span<float> destination) =>
        Signed(block[2..], Half(block, 0), destination);

    // Single-precision scale, signed bytes, sums that reading does not need.
    private static void Q8_K(ReadOnlySpan<byte> block, Span<float> destination) =>
        Signed(block[4..], MemoryMarshal.Read<float>(block), destination);

    // The product of a scale near the end of the singles may be infinite: the elements themselves are asked.
    private static int FirstNonFiniteQ8_K(ReadOnlySpan<byte> source)
    {
        const int elements = 256;
        Span<float> values = stackalloc float[elements];
        var bytes = GgufType.Q8_K.BlockBytes();
        for (var at = 0; at < source.Length; at += bytes)
        {
            Q8_K(source.Slice(at, bytes), values);
            if (SingleConversion.FirstNonFinite<float>(values) >= 0) return at / bytes;
        }

        return -1;
    }

    // Scale, halves of bytes that number the values.
    private static void IQ4_NL(ReadOnlySpan<byte> block, Span<float> destination) =>
        Uneven(Sixteen(block, 2), Half(block, 0), destination);

    // Scale, the high 2 bits of 8 scales, their low 4 bits, 8 times 16 bytes as of IQ4_NL.
    private static void IQ4_XS(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var (scale, high) = (Half(block, 0), MemoryMarshal.Read<ushort>(block[2..]));
        for (var i = 0; i < 8; i++)
        {
            var own = ((block[4 + (i / 2)] >> (4 * (i % 2))) & 15) | (((high >> (2 * i)) & 3) << 4);
            Uneven(Sixteen(block, 8 + (16 * i)), scale * (own - 32), destination[(32 * i)..]);
        }
    }

    private static void Signed(ReadOnlySpan<byte> bytes, float scale, Span<float> destination)
    {
        for (var at = 0; at < destination.Length; at += 16)
            Scaled(Sixteen(bytes, at) ^ Vector128.Create(SignBit), SignedOffset, scale, destination[at..]);
    }

    private static void Uneven(Vector128<byte> q, float scale, Span<float> destination)
    {
        Scaled(Vector128.Shuffle(uneven, q & nibble), SignedOffset, scale, destination);
        Scaled(Vector128.Shuffle(uneven, q >> 4), SignedOffset, scale, destination[16..]);
    }

    // 16 bits, the lowest first, as 16 bytes of 16 or 0.
    private static Vector128<byte> FifthBits(ReadOnlySpan<byte> two)
    {
        const ulong everyByte = 0x0101010101010101;
        var spread = Vector128.Create(two[0] * everyByte, two[1] * everyByte).AsByte();
        return Vector128.Equals(spread & bits, bits) & Vector128.Create((byte)16);
    }
}
