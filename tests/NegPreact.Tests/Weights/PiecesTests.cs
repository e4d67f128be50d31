using System.Security.Cryptography;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>
/// Files larger than the pieces that are mapped at a time are read and hashed as if they were mapped whole.
/// </summary>
public sealed class PiecesTests : IDisposable
{
    private const int Count = (4 << 20) + 77;
    private readonly TemporaryFolder folder = new();
    private readonly float[] values = new float[Count];

    public PiecesTests()
    {
        var random = new Random(1);
        for (var i = 0; i < Count; i++)
            values[i] = random.NextSingle() - 0.5f;
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_large_file_has_its_own_hash()
    {
        using var file = Write(TensorDtype.Float32);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.File("x.safetensors")))),
            file.Sha256);
    }

    [Theory]
    [InlineData(TensorDtype.Float32)]
    [InlineData(TensorDtype.Float16)]
    [InlineData(TensorDtype.BFloat16)]
    public void Parts_are_parts_of_the_whole(TensorDtype dtype)
    {
        using var file = Write(dtype);
        var whole = file.ReadSingles("x");
        var rounded = dtype == TensorDtype.Float32 ? values : Array.ConvertAll(
            values, v => dtype == TensorDtype.Float16 ? (float)(Half)v : BFloat(v));
        Assert.True(rounded.AsSpan().SequenceEqual(whole));
        foreach (var (from, count) in ((int, int)[])[(0, 1), (3, 0), (12_345, 3 << 20), (Count - 9, 9)])
        {
            var part = new float[count];
            file.CopySingles("x", from, part);
            Assert.True(whole.AsSpan(from, count).SequenceEqual(part));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => file.CopySingles("x", Count - 9, new float[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.CopySingles("x", -1, new float[10]));
    }

    [Theory]
    [InlineData(TensorDtype.Float16)]
    [InlineData(TensorDtype.BFloat16)]
    public void Two_byte_elements_can_be_had_as_they_are(TensorDtype dtype)
    {
        using var file = Write(dtype);
        var bits = new ushort[Count - 1];
        file.CopyHalfWidth("x", 1, bits);
        var single = new float[bits.Length];
        file.CopySingles("x", 1, single);
        var widened = Array.ConvertAll(bits, b => dtype == TensorDtype.Float16
            ? (float)BitConverter.UInt16BitsToHalf(b) : BitConverter.UInt32BitsToSingle((uint)b << 16));
        Assert.True(widened.AsSpan().SequenceEqual(single));
    }

    [Theory]
    [InlineData(TensorDtype.Float32)]
    [InlineData(TensorDtype.Float16)]
    [InlineData(TensorDtype.BFloat16)]
    public void A_value_that_is_not_finite_is_named_by_its_place_in_the_tensor(TensorDtype dtype)
    {
        values[Count - 3] = float.NaN;
        using var file = Write(dtype);
        Assert.Contains($"element {Count - 3} ",
            Assert.Throws<NegPreactException>(() => file.ReadSingles("x")).Message, StringComparison.Ordinal);
        file.CopySingles("x", 0, new float[Count - 3]);
        file.CopySingles("x", 7, new float[Count - 7], allowNonFinite: true);
        if (dtype == TensorDtype.Float32)
            return;
        Assert.Contains($"element {Count - 3} ", Assert.Throws<NegPreactException>(
            () => file.CopyHalfWidth("x", 7, new ushort[Count - 7])).Message, StringComparison.Ordinal);
        file.CopyHalfWidth("x", 7, new ushort[Count - 7], allowNonFinite: true);
    }

    private static float BFloat(float value)
    {
        var bits = new ushort[1];
        SingleConversion.ToBFloat16([value], bits);
        return BitConverter.UInt32BitsToSingle((uint)bits[0] << 16);
    }

    private SafetensorsFile Write(TensorDtype dtype)
    {
        SafetensorsWriter.Write(folder.File("x.safetensors"), [TensorData.FromSingles("x", [Count], values, dtype)]);
        return SafetensorsFile.Open(folder.File("x.safetensors"));
    }
}
