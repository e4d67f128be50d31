using System.Runtime.Intrinsics;

namespace NegPreact.Weights;

/// <content>
/// Blocks of 256 in which every 16 or 32 elements have scales that are quantised themselves. In each of them a stretch
/// of 32 bytes holds the low bits of 64 or 128 elements: the first 32 elements in the lowest bits of each byte.
/// </content>
internal static partial class GgufBlocks
{
    // 16 scales and minima in halves of bytes, 64 bytes of quarters, scale, minimum.
    private static void Q2_K(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var (scale, minimum) = (Half(block, 80), Half(block, 82));
        for (var i = 0; i < 16; i++)
        {
            var q = (Sixteen(block, QuarterAt(i, 16)) >> QuarterShift(i)) & Vector128.Create((byte)3);
            ScaledPlus(q, scale * (block[i] & 15), -(minimum * (block[i] >> 4)), destination[(16 * i)..]);
        }
    }

    // 32 bytes of third bits, 64 bytes of quarters, 16 scales of 6 bits in 12 bytes, scale.
    private static void Q3_K(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var scale = Half(block, 108);
        for (var i = 0; i < 16; i++)
        {
            var low = (block[96 + (i % 8)] >> (4 * (i / 8))) & 15;
            var high = (block[104 + (i % 4)] >> (2 * (i / 4))) & 3;
            var q = (Sixteen(block, QuarterAt(i, 32)) >> QuarterShift(i)) & Vector128.Create((byte)3);
            var third = (Sixteen(block, 16 * (i % 2)) >> (i / 2)) & Vector128.Create((byte)1);
            Scaled(q | (third << 2), 4, scale * ((low | (high << 4)) - 32), destination[(16 * i)..]);
        }
    }

    // Scale, minimum, 8 scales and minima of 6 bits in 12 bytes, 128 bytes of halves.
    private static void Q4_K(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var (scale, minimum) = (Half(block, 0), Half(block, 2));
        for (var i = 0; i < 8; i++)
        {
            var (s, m) = SixBits(block[4..], i);
            for (var l = 0; l < 32; l += 16)
            {
                var q = (Sixteen(block, 16 + (32 * (i / 2)) + l) >> (4 * (i % 2))) & nibble;
                ScaledPlus(q, scale * s, -(minimum * m), destination[((32 * i) + l)..]);
            }
        }
    }

    // As Q4_K, with 32 bytes of fifth bits before the halves.
    private static void Q5_K(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var (scale, minimum) = (Half(block, 0), Half(block, 2));
        for (var i = 0; i < 8; i++)
        {
            var (s, m) = SixBits(block[4..], i);
            for (var l = 0; l < 32; l += 16)
            {
                var q = (Sixteen(block, 48 + (32 * (i / 2)) + l) >> (4 * (i % 2))) & nibble;
                var fifth = (Sixteen(block, 16 + l) >> i) & Vector128.Create((byte)1);
                ScaledPlus(q | (fifth << 4), scale * s, -(minimum * m), destination[((32 * i) + l)..]);
            }
        }
    }

    // 128 bytes of low halves, 64 bytes of high quarters, 16 signed scales, scale.
    private static void Q6_K(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var scale = Half(block, 208);
        for (var i = 0; i < 16; i++)
        {
            var (half, quarter, l) = (i / 8, i % 8 / 2, 16 * (i % 2));
            var low = (Sixteen(block, (64 * half) + (32 * (quarter % 2)) + l) >> (4 * (quarter / 2))) & nibble;
            var high = (Sixteen(block, 128 + (32 * half) + l) >> (2 * quarter)) & Vector128.Create((byte)3);
            Scaled(low | (high << 4), 32, scale * (sbyte)block[192 + i], destination[(16 * i)..]);
        }
    }

    // Where the quarters of the 16 elements of an index lie, and in which bits of each byte.
    private static int QuarterAt(int i, int start) => start + (32 * (i / 8)) + (16 * (i % 2));

    private static int QuarterShift(int i) => 2 * (i % 8 / 2);

    private static (int Scale, int Minimum) SixBits(ReadOnlySpan<byte> b, int j) => j < 4
        ? (b[j] & 63, b[j + 4] & 63)
        : ((b[j + 4] & 15) | (b[j - 4] >> 6 << 4), (b[j + 4] >> 4) | (b[j] >> 6 << 4));
}
