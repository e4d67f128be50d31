using System.Security.Cryptography;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_written_is_read()
    {
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(
            path,
            [
                TensorData.FromSingles("half", [3], [1, -2, 0.5f], TensorDtype.Float16),
                TensorData.FromSingles("single", [2, 2], [1, 2, 3, 4]),
                TensorData.FromInt64s("integers", [1, 2], [long.MinValue, 7]),
                TensorData.FromSingles("brain", [], [-3], TensorDtype.BFloat16),
                TensorData.FromSingles("empty", [0, 5], []),
            ],
            new Dictionary<string, string> { ["step"] = "12", ["format"] = "pt" });

        using var file = SafetensorsFile.Open(path);
        Assert.Equal(path, file.Path);
        Assert.Equal(["integers", "single", "empty", "half", "brain"], file.Entries.Keys);
        Assert.Equal([1, -2, 0.5f], file.ReadSingles("half"));
        Assert.Equal([1, 2, 3, 4], file.ReadSingles("single"));
        Assert.Equal([1, 2, 3, 4], file.ReadDoubles("single"));
        Assert.Equal([long.MinValue, 7], file.ReadInt64s("integers"));
        Assert.Equal([-3], file.ReadSingles("brain"));
        Assert.Empty(file.ReadSingles("empty"));
        Assert.Equal([2, 2], file.Entries["single"].Shape);
        Assert.Equal(1, file.Entries["brain"].ElementCount);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("12", file.Metadata["step"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), file.Sha256);
    }

    [Fact]
    public void A_file_of_no_tensors_opens()
    {
        using var file = SafetensorsFile.Open(folder.Write("a.safetensors", Raw.File("{}")));
        Assert.Empty(file.Entries);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void Entries_come_in_the_order_of_their_bytes_whatever_the_header_says()
    {
        var header = $$"""{{{Raw.Entry("b", "U8", "[1]", "[1,2]")}},{{Raw.Entry("a", "U8", "[1]", "[0,1]")}}}""";
        using var file = SafetensorsFile.Open(folder.Write("a.safetensors", Raw.File(header, 2)));
        Assert.Equal(["a", "b"], file.Entries.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Data_need_not_be_aligned(int padding)
    {
        var header = $$"""{{{Raw.Entry("a", "F64", "[1]", "[0,8]")}}}{{new string(' ', padding)}}""";
        byte[] bytes = [.. Raw.File(header), .. BitConverter.GetBytes(-0.1)];
        using var file = SafetensorsFile.Open(folder.Write("a.safetensors", bytes));
        Assert.Equal([-0.1], file.ReadDoubles("a"));
    }

    [Theory]
    [InlineData("BOOL", 8)]
    [InlineData("F4", 4)]
    [InlineData("F6_E2M3", 6)]
    [InlineData("F6_E3M2", 6)]
    [InlineData("U8", 8)]
    [InlineData("I8", 8)]
    [InlineData("F8_E5M2", 8)]
    [InlineData("F8_E4M3", 8)]
    [InlineData("F8_E5M2FNUZ", 8)]
    [InlineData("F8_E4M3FNUZ", 8)]
    [InlineData("F8_E8M0", 8)]
    [InlineData("I16", 16)]
    [InlineData("U16", 16)]
    [InlineData("F16", 16)]
    [InlineData("BF16", 16)]
    [InlineData("I32", 32)]
    [InlineData("U32", 32)]
    [InlineData("F32", 32)]
    [InlineData("C64", 64)]
    [InlineData("I64", 64)]
    [InlineData("U64", 64)]
    [InlineData("F64", 64)]
    public void Every_dtype_of_the_format_is_known_with_its_size(string name, int bits)
    {
        var header = $$"""{{{Raw.Entry("a", name, "[8]", $"[0,{bits}]")}}}""";
        using var file = SafetensorsFile.Open(folder.Write("a.safetensors", Raw.File(header, bits)));
        var entry = file.Entries["a"];
        Assert.Equal(name, entry.Dtype.SafetensorsName());
        Assert.Equal(bits, entry.Dtype.Bits());

        var singles = entry.Dtype is TensorDtype.Float32 or TensorDtype.Float16 or TensorDtype.BFloat16;
        Readable(singles, () => file.ReadSingles("a"));
        Readable(singles, () => file.CopySingles("a", new float[8]));
        Readable(entry.Dtype is TensorDtype.Float64 or TensorDtype.Float32, () => file.ReadDoubles("a"));
        Readable(entry.Dtype is TensorDtype.Int64, () => file.ReadInt64s("a"));

        void Readable(bool expected, Action read)
        {
            var e = Record.Exception(read);
            if (expected) Assert.Null(e);
            else Assert.Contains($"tensor \"a\" is {entry.Dtype}; only", Assert.IsType<NegPreactException>(e).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(TensorDtype.Float32, float.NaN)]
    [InlineData(TensorDtype.Float32, float.NegativeInfinity)]
    [InlineData(TensorDtype.Float16, float.NaN)]
    [InlineData(TensorDtype.Float16, float.PositiveInfinity)]
    [InlineData(TensorDtype.BFloat16, float.NaN)]
    [InlineData(TensorDtype.BFloat16, float.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused_unless_allowed(TensorDtype dtype, float value)
    {
        var path = folder.File("a.safetensors");
        var values = Enumerable.Range(0, 40).Select(i => (float)i).ToArray();
        values[37] = value;
        SafetensorsWriter.Write(path, [TensorData.FromSingles("w", [40], values, dtype)]);

        using var file = SafetensorsFile.Open(path);
        var e = Assert.Throws<NegPreactException>(() => file.ReadSingles("w"));
        Assert.StartsWith($"{path}: element 37 of tensor \"w\" is {value}.", e.Message, StringComparison.Ordinal);
        Assert.Equal(values, file.ReadSingles("w", allowNonFinite: true));
    }

    [Fact]
    public void Doubles_are_checked_too()
    {
        byte[] bytes = [.. Raw.File($$"""{{{Raw.Entry("a", "F64", "[1]", "[0,8]")}}}"""), .. BitConverter.GetBytes(double.NaN)];
        using var file = SafetensorsFile.Open(folder.Write("a.safetensors", bytes));
        Assert.Contains("element 0 of tensor \"a\" is NaN",
            Assert.Throws<NegPreactException>(() => file.ReadDoubles("a")).Message, StringComparison.Ordinal);
        Assert.Equal([double.NaN], file.ReadDoubles("a", allowNonFinite: true));
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        using var file = SafetensorsFile.Open(folder.WriteTensors("a.safetensors", "here"));
        foreach (var read in new Action[]
        {
            () => file.ReadSingles("there"), () => file.CopySingles("there", []),
            () => file.ReadDoubles("there"), () => file.ReadInt64s("there"),
        })
            Assert.StartsWith($"{file.Path}: has no tensor \"there\"", Assert.Throws<NegPreactException>(read).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_of_another_length_is_a_callers_mistake()
    {
        using var file = SafetensorsFile.Open(folder.WriteTensors("a.safetensors", "a"));
        Assert.Throws<ArgumentException>(() => file.CopySingles("a", new float[2]));
    }

    [Fact]
    public void A_tensor_too_long_for_an_array_is_refused_before_anything_is_allocated()
    {
        // A sparse file: four gigabytes in name only.
        var count = Array.MaxLength + 1L;
        var path = folder.Write("a.safetensors", Raw.File($$"""{{{Raw.Entry("a", "F16", $"[{count}]", $"[0,{count * 2}]")}}}"""));
        using (var stream = File.Open(path, FileMode.Open)) stream.SetLength(stream.Length + (count * 2));
        using var file = SafetensorsFile.Open(path);
        Assert.Equal(count, file.Entries["a"].ElementCount);
        Assert.Contains("more than one array holds",
            Assert.Throws<NegPreactException>(() => file.ReadSingles("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_disposed_of_answers_no_more()
    {
        var file = SafetensorsFile.Open(folder.WriteTensors("a.safetensors", "a"));
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.ReadSingles("a"));
        Assert.Throws<ObjectDisposedException>(() => file.Sha256);
    }

    [Fact]
    public void Names_of_any_script_survive()
    {
        using var file = SafetensorsFile.Open(folder.WriteTensors("a.safetensors", "schön", "層.0", "\"\\\n", ""));
        Assert.Equal([3f], file.ReadSingles("\"\\\n"));
        Assert.Equal([2f], file.ReadSingles("層.0"));
        Assert.Equal([4f], file.ReadSingles(""));
    }
}
