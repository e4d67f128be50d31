using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>The tensors of sound GGUF files, bit by bit.</summary>
public sealed class GgufFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<GgufType> Types => [.. Enum.GetValues<GgufType>()];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void A_type_unpacks_to_the_bits_of_the_reference(GgufType type)
    {
        using var expected = SafetensorsFile.Open(SharedData.Need("gguf/types.safetensors"));
        using var file = GgufFile.Open(SharedData.Need($"gguf/types-{type}.gguf"));
        Assert.Equal("none-test", file.Metadata.Text("general.architecture"));
        Assert.NotEmpty(file.Entries);
        foreach (var (name, entry) in file.Entries)
        {
            Assert.Equal(type, entry.Type);
            Assert.Equal(expected.Entries[$"{type}/{name}"].Shape, entry.Shape);
            var reference = expected.ReadSingles($"{type}/{name}", allowNonFinite: true);
            Assert.Equal(Bits(reference), Bits(Singles(file, name)));

            // The same from the bytes as stored, and by rows.
            var packed = new byte[entry.ByteCount];
            file.CopyPacked(name, 0, packed, allowNonFinite: true);
            var unpacked = new float[entry.ElementCount];
            GgufBlocks.Unpack(type, packed, unpacked);
            Assert.Equal(Bits(reference), Bits(unpacked));
            var row = new float[entry.Shape[^1]];
            file.CopySingles(name, entry.ElementCount - row.Length, row, allowNonFinite: true);
            Assert.Equal(Bits(reference[^row.Length..]), Bits(row));
        }
    }

    [Fact]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void Real_models_unpack_to_the_digests_of_the_reference()
    {
        string[] oracles = Directory.Exists(SharedData.Root)
            ? Directory.GetFiles(SharedData.Root, "oracle.json", SearchOption.AllDirectories) : [];
        var compared = 0;
        foreach (var oracle in oracles)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(oracle));
            if (!json.RootElement.TryGetProperty("dequantised", out var tensors)) continue;
            var path = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(oracle)!, "*.gguf"));
            using var file = GgufFile.Open(path);
            Assert.Equal(tensors.EnumerateObject().Select(t => t.Name).Order(), file.Entries.Keys.Order());
            foreach (var tensor in tensors.EnumerateObject())
            {
                var entry = file.Entries[tensor.Name];
                Assert.Equal(tensor.Value.GetProperty("type").GetString(), entry.Type.ToString());
                Assert.Equal(
                    tensor.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()), entry.Shape);
                Assert.Equal(
                    tensor.Value.GetProperty("sha256_f32le").GetString(),
                    Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Singles(file, tensor.Name)
                        .AsSpan()))));
                compared++;
            }
        }

        Assert.SkipWhen(compared == 0, $"no oracle.json with dequantised tensors under {SharedData.Root} "
            + "(set NEGPREACT_SHARED)");
    }

    [Fact]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void Every_sound_shared_file_opens_and_is_hashed()
    {
        var gguf = SharedData.Need("gguf");
        foreach (var path in Directory.EnumerateFiles(gguf, "*.gguf"))
        {
            using var file = GgufFile.Open(path);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), file.Sha256);
            foreach (var (name, entry) in file.Entries)
                Assert.Equal(entry.ElementCount, Singles(file, name).Length);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Tensors_lie_where_the_alignment_puts_them(int alignment)
    {
        var bytes = new RawGguf().Align(alignment)
            .Tensor("a", [3], GgufType.F32, MemoryMarshal.AsBytes<float>([1, 2, 3]).ToArray())
            .Tensor("b", [1, 2], GgufType.BF16, [0x80, 0x3F, 0x00, 0xC0]).Bytes();
        using var file = GgufFile.Open(folder.Write("aligned.gguf", bytes));
        Assert.Equal([1f, 2, 3], Singles(file, "a"));
        Assert.Equal([1f, -2], Singles(file, "b"));
        Assert.Equal([2L, 1], file.Entries["b"].Shape);
        Assert.Equal(["a", "b"], file.Entries.Keys);
    }

    [Fact]
    public void Parts_that_cut_a_block_or_leave_the_tensor_are_refused()
    {
        var bytes = new RawGguf().Tensor("a", [64], GgufType.Q8_0, new byte[68]).Bytes();
        using var file = GgufFile.Open(folder.Write("cut.gguf", bytes));
        Assert.Throws<ArgumentException>(() => file.CopySingles("a", 16, new float[32]));
        Assert.Throws<ArgumentException>(() => file.CopySingles("a", 0, new float[31]));
        Assert.Throws<ArgumentException>(() => file.CopyPacked("a", 17, new byte[34]));
        Assert.ThrowsAny<ArgumentException>(() => file.CopySingles("a", 32, new float[64]));
        Assert.ThrowsAny<ArgumentException>(() => file.CopySingles("a", -32, new float[32]));
        Assert.ThrowsAny<ArgumentException>(() => file.CopyPacked("a", 34, new byte[68]));
        Assert.Equal(ErrorKind.TensorRequest, Assert.Throws<NegPreactException>(
            () => file.CopySingles("b", 0, new float[32])).Kind);
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.CopySingles("a", 0, new float[32]));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_block_with_a_scale_that_is_no_number_is_refused_packed_and_unpacked(GgufType type)
    {
        var (elements, size) = (type.BlockElements(), type.BlockBytes());
        foreach (var at in Enumerable.Range(0, size))
        {
            // The second block of two has all bits of two bytes set where one of its scales may be.
            var two = new byte[2 * size];
            two.AsSpan(size + at, Math.Min(2, size - at)).Fill(0x7F);
            var bytes = new RawGguf().Tensor("a", [2 * (ulong)elements], type, two).Bytes();
            using var file = GgufFile.Open(folder.Write("scales.gguf", bytes));
            var values = new float[2 * elements];
            file.CopySingles("a", 0, values, allowNonFinite: true);
            var first = Array.FindIndex(values, v => !float.IsFinite(v));
            file.CopyPacked("a", 0, new byte[two.Length], allowNonFinite: true);
            if (first < 0)
            {
                file.CopySingles("a", 0, values);
                file.CopyPacked("a", 0, new byte[two.Length]);
                continue;
            }

            var words = $"element {elements} of tensor \"a\" is NaN or infinite";
            Assert.Contains(words, Refusal(() => file.CopySingles("a", 0, values)), StringComparison.Ordinal);
            Assert.Contains(
                words, Refusal(() => file.CopyPacked("a", 0, new byte[two.Length])), StringComparison.Ordinal);
        }
    }

    private static string Refusal(Action read)
    {
        var e = Assert.Throws<NegPreactException>(read);
        Assert.Equal(ErrorKind.NonFinite, e.Kind);
        return e.Message;
    }

    private static float[] Singles(GgufFile file, string name)
    {
        var values = new float[file.Entries[name].ElementCount];
        file.CopySingles(name, 0, values, allowNonFinite: true);
        return values;
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
