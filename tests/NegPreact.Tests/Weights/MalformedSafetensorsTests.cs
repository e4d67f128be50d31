using System.Globalization;
using System.Text;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>Each fault that a safetensors file can have, with the words that name it.</summary>
public sealed class MalformedSafetensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, int, string> Headers { get; } = new()
    {
        { "", 0, "does not start with {" },
        { "[]", 0, "does not start with {" },
        { " {}", 0, "does not start with {" },
        { "{", 0, "not valid JSON" },
        { "{} {}", 0, "not valid JSON" },
        { "{/* */}", 0, "not valid JSON" },
        { """{"a":}""", 0, "not valid JSON at byte 5" },
        { $$"""{{{Raw.Entry("a", "U8", "[0]", "[0,0]")}},}""", 0, "not valid JSON" },
        { "{}\0\0", 0, "padded with NUL" },
        { """{"a\ud800":""}""", 0, "half a character" },
        { """{"a":[]}""", 0, "\"a\" is not a JSON object" },
        { $$"""{"a":{{new string('[', 100_000)}}""", 0, "\"a\" is not a JSON object" },
        { $$"""{{{Raw.Entry("a", "U8", new string('[', 100_000), "[0,0]")}}}""", 0, "shape of tensor \"a\" is not a list of integers" },
        { $$"""{{{Raw.Entry("a", "U8", $"[{string.Join(',', Enumerable.Repeat(1, StrictJson.MaxNumbers + 1))}]", "[0,1]")}}}""", 1, "more than 64 numbers" },
        { $$"""{{{Raw.Entry("a", "U8", "[0]", "[0,0]")}},{{Raw.Entry("a", "U8", "[0]", "[0,0]")}}}""", 0, "the header has \"a\" twice" },
        { $$"""{{{Raw.Entry("a", "U8", "[0]", "[0,0]")}},{{Raw.Entry("\\u0061", "U8", "[0]", "[0,0]")}}}""", 0, "the header has \"a\" twice" },
        { """{"a":{"dtype":"U8","shape":[0],"shape":[0],"data_offsets":[0,0]}}""", 0, "tensor \"a\" has \"shape\" twice" },
        { """{"__metadata__":{"k":"1","k":"2"}}""", 0, "__metadata__ has \"k\" twice" },
        { """{"__metadata__":{},"__metadata__":{}}""", 0, "the header has \"__metadata__\" twice" },
        { """{"__metadata__":{"step":12}}""", 0, "__metadata__ \"step\" is not a string" },
        { """{"__metadata__":{"nested":{"a":"b"}}}""", 0, "__metadata__ \"nested\" is not a string" },
        { """{"__metadata__":"text"}""", 0, "__metadata__ is not a JSON object" },
        { """{"a":{"dtype":"U8","shape":[0]}}""", 0, "lacks one of dtype, shape and data_offsets" },
        { """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"stride":[1]}}""", 0, "unknown key \"stride\"" },
        { """{"a":{"dtype":8,"shape":[0],"data_offsets":[0,0]}}""", 0, "the dtype of tensor \"a\" is not a string" },
        { $$"""{{{Raw.Entry("a", "F31", "[1]", "[0,4]")}}}""", 4, "unknown dtype \"F31\" (known: BOOL" },
        { $$"""{{{Raw.Entry("a", "f32", "[1]", "[0,4]")}}}""", 4, "unknown dtype \"f32\"" },
        { $$"""{{{Raw.Entry("a", "F32", "1", "[0,4]")}}}""", 4, "shape of tensor \"a\" is not a list of integers" },
        { $$"""{{{Raw.Entry("a", "F32", "[\"1\"]", "[0,4]")}}}""", 4, "shape of tensor \"a\" is not a list of integers" },
        { $$"""{{{Raw.Entry("a", "F32", "[-1]", "[0,4]")}}}""", 4, "shape of tensor \"a\" holds a number that is negative" },
        { $$"""{{{Raw.Entry("a", "F32", "[1.5]", "[0,4]")}}}""", 4, "fractional" },
        { $$"""{{{Raw.Entry("a", "F32", "[9223372036854775808]", "[0,4]")}}}""", 4, "too large" },
        { $$"""{{{Raw.Entry("a", "F32", "[4294967296,4294967296]", "[0,0]")}}}""", 0, "its size overflows" },
        { $$"""{{{Raw.Entry("a", "F32", "[0,4294967296,4294967296]", "[0,0]")}}}""", 0, "its size overflows" },
        { $$"""{{{Raw.Entry("a", "F32", "[1]", "[0,4,8]")}}}""", 8, "are not two numbers" },
        { $$"""{{{Raw.Entry("a", "F32", "[1]", "[-4,0]")}}}""", 4, "data_offsets of tensor \"a\" holds a number that is negative" },
        { $$"""{{{Raw.Entry("a", "F32", "[1]", "[4,0]")}}}""", 4, "begins at byte 4, after its end at 0" },
        { $$"""{{{Raw.Entry("a", "F32", "[2]", "[0,4]")}}}""", 4, "F32[2], which takes 8 bytes, but its data_offsets span 4" },
        { $$"""{{{Raw.Entry("a", "F4", "[3]", "[0,2]")}}}""", 2, "12 bits, not a whole number of bytes" },
        { $$"""{{{Raw.Entry("a", "F32", "[2]", "[0,8]")}},{{Raw.Entry("b", "F32", "[1]", "[4,8]")}}}""", 8, "tensor \"b\" overlaps tensor \"a\"" },
        { $$"""{{{Raw.Entry("a", "F32", "[1]", "[0,4]")}},{{Raw.Entry("b", "F32", "[1]", "[0,4]")}}}""", 4, "tensor \"b\" overlaps tensor \"a\"" },
        { $$"""{{{Raw.Entry("a", "F32", "[1]", "[4,8]")}}}""", 8, "4 bytes between the header and tensor \"a\" belong to nothing" },
        { $$"""{{{Raw.Entry("b", "U8", "[1]", "[3,4]")}},{{Raw.Entry("a", "U8", "[1]", "[0,1]")}}}""", 4, "2 bytes between tensor \"a\" and tensor \"b\"" },
        { $$"""{{{Raw.Entry("a", "F32", "[1]", "[0,4]")}}}""", 5, "1 bytes after tensor \"a\" belong to nothing" },
        { "{}", 1, "1 bytes after the header belong to nothing" },
        { $$"""{{{Raw.Entry("a", "F32", "[2]", "[0,8]")}}}""", 7, "ends at byte 8 of the data, but only 7 are there" },
        { $$"""{{{Raw.Entry("a", "U8", "[9223372036854775807]", "[0,9223372036854775807]")}}}""", 8, "its size overflows" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Headers), DisableDiscoveryEnumeration = true)]
    public void A_faulty_header_is_refused(string header, int dataLength, string words) =>
        Refused(Raw.File(header, dataLength), words);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_file_too_short_for_a_length_is_refused(int length) =>
        Refused(new byte[length], $"holds {length} bytes, fewer than the 8");

    [Theory]
    [InlineData(SafetensorsFile.MaxHeaderBytes + 1UL)]
    [InlineData(1UL << 63)]
    [InlineData(ulong.MaxValue)]
    public void A_header_length_above_the_limit_is_refused(ulong claimed) =>
        Refused([.. Raw.Length(claimed), .. "{}"u8], $"claims {claimed} bytes, more than the 100000000 allowed");

    [Fact]
    public void A_header_length_above_the_file_is_refused() =>
        Refused([.. Raw.Length(3), .. "{}"u8], "claims 3 bytes, but only 2 follow");

    [Fact]
    public void Bad_UTF_8_is_refused() =>
        Refused(Raw.File(Encoding.Latin1.GetBytes("""{"é":""}""")), "not valid UTF-8");

    [Fact]
    public void A_flood_of_entries_is_refused()
    {
        var keys = string.Join(',', Enumerable.Range(0, StrictJson.MaxKeys + 1).Select(
            i => $"\"{i.ToString(CultureInfo.InvariantCulture)}\":\"\""));
        Refused(Raw.File($$$"""{"__metadata__":{{{{keys}}}}}"""), "__metadata__ has more than 262144 entries");
    }

    [Fact]
    public void A_long_or_hostile_name_does_not_flood_the_message()
    {
        var e = Refused(Raw.File($$"""{"\u001b[2J{{new string('x', 5000)}}":1}"""), "is not a JSON object");
        Assert.DoesNotContain('\u001b', e.Message);
        Assert.True(e.Message.Length < 500 + folder.Path.Length, e.Message);
    }

    [Fact]
    public void A_Git_LFS_pointer_is_recognised() =>
        Refused("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"u8.ToArray(), "Git LFS pointer");

    [Theory]
    [InlineData("pytorch_model.bin")]
    [InlineData("a.pt")]
    [InlineData("a.PTH")]
    [InlineData("a.pickle")]
    public void A_pickle_is_refused_by_name_and_not_opened(string name)
    {
        // The file does not exist: a message about that would show that opening it was tried.
        var e = Assert.Throws<NegPreactException>(() => SafetensorsFile.Open(folder.File(name)));
        Assert.Contains("convert the weights to safetensors", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var e = Assert.Throws<NegPreactException>(() => SafetensorsFile.Open(folder.File("none.safetensors")));
        Assert.StartsWith(folder.File("none.safetensors") + ": cannot be opened", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_not_a_file() =>
        Assert.Contains("is a folder, where a file is expected", Assert.Throws<NegPreactException>(
        () => SafetensorsFile.Open(folder.Path)).Message, StringComparison.Ordinal);

    private NegPreactException Refused(byte[] bytes, string words)
    {
        var path = folder.Write("bad.safetensors", bytes);
        var e = Assert.Throws<NegPreactException>(() => SafetensorsFile.Open(path));
        Assert.StartsWith(path + ": ", e.Message, StringComparison.Ordinal);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        return e;
    }
}
