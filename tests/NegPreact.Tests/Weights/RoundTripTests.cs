using CsCheck;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>Singles into each width and back, against rounding worked out in double precision.</summary>
public sealed class RoundTripTests : IDisposable
{
    private static readonly Gen<float> anySingle = Gen.UInt.Select(BitConverter.UInt32BitsToSingle);

    // Midpoints between two neighbours of the narrow type, subnormal ones too, and the singles right beside them.
    private static readonly Gen<float> nearHalfTie = Gen.Select(
        Gen.UShort[0, 0x7BFE], Gen.Bool, Gen.Int[-1, 1],
        (low, negative, step) =>
        {
            var tie = ((float)BitConverter.UInt16BitsToHalf(low)
                + (float)BitConverter.UInt16BitsToHalf((ushort)(low + 1))) / 2;
            return Beside(negative ? -tie : tie, step);
        });

    private static readonly Gen<float> nearBFloat16Tie = Gen.Select(
        Gen.UShort[0, 0x7F7E], Gen.Bool, Gen.Int[-1, 1],
        (upper, negative, step) =>
        {
            var tie = BitConverter.UInt32BitsToSingle(((uint)upper << 16) | 0x8000);
            return Beside(negative ? -tie : tie, step);
        });

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Float32_survives_bit_for_bit() =>
        anySingle.Array[0, 70].Sample(
            values => Assert.Equal(Bits(values), Bits(Through(values, TensorDtype.Float32))), iter: 300, threads: 1);

    [Fact]
    public void Float16_is_the_nearest_with_ties_to_even() =>
        Gen.OneOf(nearHalfTie, anySingle.Where(x => Math.Abs(x) < 65520f)).Array[0, 70].Sample(
            values => AllNearest(values, Through(values, TensorDtype.Float16), HalfNeighbour), iter: 300, threads: 1);

    [Fact]
    public void BFloat16_is_the_nearest_with_ties_to_even() =>
        Gen.OneOf(nearBFloat16Tie, anySingle.Where(x => Math.Abs(x) < 3.38e38f)).Array[0, 70].Sample(
            values => AllNearest(values, Through(values, TensorDtype.BFloat16), BFloat16Neighbour), iter: 300,
            threads: 1);

    [Fact]
    public void Every_half_widens_exactly_and_comes_back()
    {
        var all = Enumerable.Range(0, 1 << 16).Select(i => BitConverter.UInt16BitsToHalf((ushort)i)).ToArray();
        var wide = new float[all.Length];
        var back = new Half[all.Length];
        SingleConversion.FromHalf(all, wide);
        SingleConversion.ToHalf(wide, back);
        for (var i = 0; i < all.Length; i++)
            if (Half.IsNaN(all[i])) Assert.True(float.IsNaN(wide[i]) && Half.IsNaN(back[i]));
            else
            {
                Assert.Equal(ExactValue(i, exponentBits: 5, mantissaBits: 10), wide[i]);
                Assert.Equal(i, BitConverter.HalfToUInt16Bits(back[i]));
            }
    }

    [Fact]
    public void Every_bfloat16_widens_exactly_and_comes_back()
    {
        var all = Enumerable.Range(0, 1 << 16).Select(i => (ushort)i).ToArray();
        var wide = new float[all.Length];
        var back = new ushort[all.Length];
        SingleConversion.FromBFloat16(all, wide);
        SingleConversion.ToBFloat16(wide, back);
        for (var i = 0; i < all.Length; i++)
            if (float.IsNaN(wide[i])) Assert.True((back[i] & 0x7F80) == 0x7F80 && (back[i] & 0x7F) != 0);
            else
            {
                Assert.Equal(ExactValue(i, exponentBits: 8, mantissaBits: 7), wide[i]);
                Assert.Equal(all[i], back[i]);
            }
    }

    [Theory]
    [InlineData(TensorDtype.Float16, 65520f)]
    [InlineData(TensorDtype.Float16, -1e9f)]
    [InlineData(TensorDtype.BFloat16, float.MaxValue)]
    [InlineData(TensorDtype.BFloat16, float.MinValue)]
    public void A_finite_value_that_would_become_infinite_is_refused(TensorDtype dtype, float value)
    {
        var e = Assert.Throws<NegPreactException>(() => TensorData.FromSingles("w", [2], [0, value], dtype));
        Assert.Contains($"\"w\": {value} is too large for {dtype}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_NaN_stays_one_whatever_its_payload()
    {
        float[] values = [BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0xFFFFFFFF)];
        foreach (var dtype in new[] { TensorDtype.Float32, TensorDtype.Float16, TensorDtype.BFloat16 })
            Assert.All(Through(values, dtype), x => Assert.True(float.IsNaN(x)));
    }

    private float[] Through(float[] values, TensorDtype dtype)
    {
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [TensorData.FromSingles("w", [values.Length], values, dtype)]);
        using var file = SafetensorsFile.Open(path);
        Assert.Equal(dtype, file.Entries["w"].Dtype);
        return file.ReadSingles("w", allowNonFinite: true);
    }

    private static void AllNearest(
        float[] values, float[] rounded, Func<float, int, (double Value, bool Even)> neighbour)
    {
        Assert.Equal(values.Length, rounded.Length);
        foreach (var (value, got) in values.Zip(rounded))
        {
            var distance = Math.Abs((double)value - got);
            foreach (var step in new[] { -1, 1 })
            {
                var (other, even) = neighbour(got, step);
                var away = Math.Abs(value - other);
                Assert.True(distance < away || (distance == away && !even),
                    $"{value:R} became {got:R}, but {other:R} is nearer");
            }

            Assert.Equal(float.IsNegative(value), float.IsNegative(got));
        }
    }

    private static (double Value, bool Even) HalfNeighbour(float x, int step)
    {
        var half = step > 0 ? Half.BitIncrement((Half)x) : Half.BitDecrement((Half)x);
        return ((double)half, (BitConverter.HalfToUInt16Bits(half) & 1) == 0);
    }

    private static (double Value, bool Even) BFloat16Neighbour(float x, int step)
    {
        var magnitude = (int)(BitConverter.SingleToUInt32Bits(MathF.Abs(x)) >> 16)
            + (float.IsNegative(x) ? -step : step);
        var value = BitConverter.UInt32BitsToSingle((uint)Math.Abs(magnitude) << 16);
        return (float.IsNegative(x) != magnitude < 0 ? -value : value, (magnitude & 1) == 0);
    }

    // The definition of an IEEE number: sign, biased exponent, and a mantissa with a hidden bit unless subnormal.
    private static float ExactValue(int bits, int exponentBits, int mantissaBits)
    {
        var mantissa = bits & ((1 << mantissaBits) - 1);
        var exponent = (bits >> mantissaBits) & ((1 << exponentBits) - 1);
        var bias = (1 << (exponentBits - 1)) - 1;
        var magnitude = exponent == (1 << exponentBits) - 1 ? double.PositiveInfinity
            : exponent == 0 ? Math.ScaleB(mantissa, 1 - bias - mantissaBits)
            : Math.ScaleB(mantissa + (1 << mantissaBits), exponent - bias - mantissaBits);
        return (float)(bits >> (exponentBits + mantissaBits) == 0 ? magnitude : -magnitude);
    }

    private static float Beside(float tie, int step) =>
        step switch { < 0 => MathF.BitDecrement(tie), > 0 => MathF.BitIncrement(tie), _ => tie };

    private static uint[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToUInt32Bits);
}
