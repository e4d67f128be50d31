using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>What is read of a GGUF file's metadata, and what is refused.</summary>
public sealed class GgufMetadataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2u)]
    [InlineData(3u)]
    public void Every_type_of_value_is_read(uint version)
    {
        var bytes = new RawGguf { Version = version }
            .Key("u8", 0, 200).Key("i8", 1, 200).Key("u16", 2, 255, 255).Key("i16", 3, 255, 255)
            .Key("u32", uint.MaxValue).Key("i32", 5, 255, 255, 255, 255).Key("f32", 6, BitConverter.GetBytes(0.1f))
            .Key("yes", 7, 1).Key("no", 7, 0).Key("text", "naïve")
            .Key("u64", 10, BitConverter.GetBytes(7UL)).Key("i64", 11, BitConverter.GetBytes(-7L))
            .Key("f64", 12, BitConverter.GetBytes(0.1)).Key("large", 10, BitConverter.GetBytes(ulong.MaxValue))
            .Texts("texts", "a", "", "▁b").List("i8s", 1, 2, 1, 255).List("u32s", 4, 1, 255, 255, 255, 255)
            .List("i32s", 5, 1, 255, 255, 255, 255).List("f32s", 6, 1, BitConverter.GetBytes(-2f))
            .List("flags", 7, 3, 1, 0, 1).List("none", 8, 0).Bytes();
        using var file = GgufFile.Open(folder.Write("values.gguf", bytes));
        var values = file.Metadata;
        Assert.Equal(200, values.Integer("u8"));
        Assert.Equal(-56, values.Integer("i8"));
        Assert.Equal(65535, values.Integer("u16"));
        Assert.Equal(-1, values.Integer("i16"));
        Assert.Equal(uint.MaxValue, values.Integer("u32"));
        Assert.Equal(-1, values.Integer("i32"));
        Assert.Equal(7, values.Integer("u64"));
        Assert.Equal(-7, values.Integer("i64"));
        Assert.Equal(0.1f, values.Number("f32"));
        Assert.Equal(0.1, values.Number("f64"));
        Assert.Equal(-7, values.Number("i64"));
        Assert.True(values.Flag("yes"));
        Assert.False(values.Flag("no"));
        Assert.Equal("naïve", values.Text("text"));
        Assert.Equal(["a", "", "▁b"], values.Texts("texts")!);
        Assert.Equal([], values.Texts("none")!);
        Assert.Equal([1, -1], values.Integers("i8s")!);
        Assert.Equal([uint.MaxValue], values.Integers("u32s")!);
        Assert.Equal([-1], values.Integers("i32s")!);
        Assert.Equal([-2f], values.Numbers("f32s")!);
        Assert.Equal([true, false, true], values.Flags("flags")!);
        Assert.Equal(["u8", "i8"], values.Keys.Take(2));
        Assert.Empty(file.Entries);
        Assert.Contains("\"large\" is 18446744073709551615", Assert.Throws<NegPreactException>(
            () => values.Integer("large")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_key_is_null()
    {
        var values = GgufMetadata.Of("x.gguf", new Dictionary<string, object>());
        Assert.Null(values.Text("k"));
        Assert.Null(values.Integer("k"));
        Assert.Null(values.Number("k"));
        Assert.Null(values.Flag("k"));
        Assert.Null(values.Texts("k"));
        Assert.Null(values.Integers("k"));
        Assert.Null(values.Numbers("k"));
        Assert.Null(values.Flags("k"));
    }

    [Fact]
    public void A_value_of_another_type_is_refused_by_key_and_file()
    {
        Refused("a string", values => values.Integer("k"), "an integer");
        Refused("a string", values => values.Number("k"), "a number");
        Refused(1.5f, values => values.Integer("k"), "an integer");
        Refused(true, values => values.Integer("k"), "an integer");
        Refused(true, values => values.Number("k"), "a number");
        Refused(1u, values => values.Text("k"), "a string");
        Refused(1u, values => values.Flag("k"), "a truth value");
        Refused(new[] { 1u }, values => values.Numbers("k"), "a list of single-precision numbers");
        Refused(new[] { 1f }, values => values.Integers("k"), "a list of integers");
        Refused(new[] { ulong.MaxValue }, values => values.Integers("k"), "a list of integers");
        Refused(new[] { 1f }, values => values.Number("k"), "a number");
        Refused("a string", values => values.Texts("k"), "a list of strings");
        Refused(new byte[] { 1 }, values => values.Flags("k"), "a list of truth values");
    }

    private static void Refused(object value, Func<GgufMetadata, object?> ask, string expected)
    {
        var values = GgufMetadata.Of("x.gguf", new Dictionary<string, object> { ["k"] = value });
        var e = Assert.Throws<NegPreactException>(() => ask(values));
        Assert.Equal(ErrorKind.GgufFile, e.Kind);
        Assert.StartsWith("x.gguf: the value of \"k\" is ", e.Message, StringComparison.Ordinal);
        Assert.Contains($"where {expected} is expected", e.Message, StringComparison.Ordinal);
    }
}
