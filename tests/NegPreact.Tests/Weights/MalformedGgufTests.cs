using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>Each fault that a GGUF file can have, with the words that name it.</summary>
public sealed class MalformedGgufTests : IDisposable
{
    private const string BadFolder = "gguf/bad";
    private readonly TemporaryFolder folder = new();

    public static IEnumerable<TheoryDataRow<string>> BadFiles
    {
        get
        {
            var bad = Path.Combine(SharedData.Root, BadFolder);
            var names = Directory.Exists(bad)
                ? Directory.EnumerateFiles(bad, "*.gguf").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)
                : Enumerable.Empty<string>();
            return names.DefaultIfEmpty("none.gguf").Select(name => new TheoryDataRow<string>(name));
        }
    }

    public void Dispose() => folder.Dispose();

    // What the names of the shared files say is wrong, in the words of the refusal.
    private static readonly Dictionary<string, string> causes = new()
    {
        ["magic.gguf"] = "begins with the bytes 47475558",
        ["version-1.gguf"] = "of version 1",
        ["big-endian.gguf"] = "big-endian",
        ["tensor-past-end.gguf"] = "tensor \"b\" begins at byte 4096 of the data, where the one before it",
        ["tensor-misaligned.gguf"] = "tensor \"b\" begins at byte 36 of the data, which is not a multiple",
        ["tensor-duplicate.gguf"] = "two tensors \"a\"",
        ["dims-overflow.gguf"] = "overflows",
        ["string-length-2e63.gguf"] = "a metadata key takes 9223372036854775808 bytes, but only",
        ["array-of-arrays.gguf"] = "\"x.nested\" is a list of lists",
        ["alignment-0.gguf"] = "general.alignment is 0",
        ["alignment-3.gguf"] = "general.alignment is 3",
        ["truncated-data.gguf"] = "tensor \"b\" begins at byte",
        ["key-duplicate.gguf"] = "\"x.count\" twice",
        ["row-not-block-multiple.gguf"] = "tensor \"a\" is Q4_0 with rows of 40",
        ["tensor-count-2e60.gguf"] = "the number of tensors is stated to be 1152921504606846976",
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void A_bad_file_is_refused_with_its_name_and_the_cause(string name)
    {
        var path = SharedData.Need($"{BadFolder}/{name}");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<NegPreactException>(() => GgufFile.Open(path));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20, "a large allocation");
        Assert.Equal(ErrorKind.GgufFile, e.Kind);
        Assert.StartsWith(path + ": ", e.Message, StringComparison.Ordinal);
        Assert.Contains(causes.GetValueOrDefault(name, ": "), e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    public void A_file_too_short_for_its_fixed_fields_is_refused(int length) =>
        Refused([.. "GGUF"u8, .. new byte[32]], length, $"holds {length} bytes, fewer than the 24");

    [Theory]
    [InlineData(0, "states version 0")]
    [InlineData(4, "states version 4")]
    public void Another_version_is_refused(uint version, string words) =>
        Refused(new RawGguf { Version = version }, words);

    [Theory]
    [InlineData(7, new byte[] { 2 }, "\"k\" is a truth value of 2, which is neither 0 nor 1")]
    [InlineData(13, new byte[] { 0 }, "\"k\" is of type 13, which the format does not have")]
    [InlineData(8, new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0xFF }, "\"k\" is not valid UTF-8")]
    [InlineData(9, new byte[] { 13, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "\"k\" is a list of type 13")]
    [InlineData(9, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16 },
        "length of the value of \"k\" is stated to be 1152921504606846976")]
    [InlineData(9, new byte[] { 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16 }, "length of the value of \"k\" is stated")]
    [InlineData(9, new byte[] { 8, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0 }, "length of the value of \"k\" is stated to be 9")]
    public void A_faulty_value_is_refused(uint type, byte[] value, string words) =>
        Refused(new RawGguf().Key("k", type, value), words);

    [Fact]
    public void A_key_that_is_not_UTF_8_is_refused() =>
        Refused(new RawGguf().Key(RawGguf.Text([0xC3]), 7, 0), "a metadata key is not valid UTF-8");

    [Fact]
    public void A_key_of_more_than_65535_bytes_is_refused() =>
        Refused(new RawGguf().Key(new string('k', 65536), 7, 0), "has 65536 bytes, more than the 65535 allowed");

    [Fact]
    public void More_keys_than_the_file_can_hold_are_refused() =>
        Refused(new RawGguf { KeyCount = 1UL << 60 }, "the number of metadata entries is stated to be");

    [Fact]
    public void An_alignment_of_another_type_is_refused() =>
        Refused(new RawGguf().Key("general.alignment", 10, new byte[8]), "is not a 32-bit unsigned integer");

    [Theory]
    [InlineData(new ulong[0], 0u, "has 0 dimensions, where the format has 1 to 4")]
    [InlineData(new ulong[] { 1, 1, 1, 1, 1 }, 0u, "has 5 dimensions")]
    [InlineData(new ulong[] { 4, 0 }, 0u, "has a dimension of 0")]
    [InlineData(new ulong[] { 1UL << 63 }, 0u, "the size of tensor \"a\" overflows")]
    [InlineData(new ulong[] { 1UL << 61, 1 }, 0u, "the size of tensor \"a\" overflows")]
    [InlineData(new ulong[] { 1UL << 40, 1UL << 20 }, 0u, "takes 4611686018427387904, but only")]
    [InlineData(new ulong[] { 8 }, 4u, "is of type 4, which the format does not have")]
    [InlineData(new ulong[] { 8 }, uint.MaxValue, "is of type 4294967295, which the format does not have")]
    [InlineData(new ulong[] { 256 }, 16u, "is stored as IQ2_XXS, which is not unpacked here. Fetch the model with")]
    [InlineData(new ulong[] { 128 }, 12u, "is Q4_K with rows of 128 elements, which do not fill blocks of 256")]
    public void A_faulty_tensor_is_refused(ulong[] dimensions, uint type, string words) =>
        Refused(new RawGguf().Entry("a", dimensions, type, 0).Data(new byte[32]), words);

    [Theory]
    [InlineData(0, "begins at byte 0 of the data, where the one before it lets it begin at 32")]
    [InlineData(64, "begins at byte 64 of the data, where the one before it lets it begin at 32")]
    [InlineData(1UL << 63, "begins at byte 9223372036854775808 of the data, where")]
    public void Tensors_that_overlap_or_leave_gaps_are_refused(ulong offset, string words) =>
        Refused(new RawGguf().Tensor("a", [1], GgufType.F32, new byte[4]).Entry("b", [1], 0, offset)
            .Data(new byte[96]), words);

    [Fact]
    public void Bytes_that_belong_to_no_tensor_are_refused() =>
        Refused(
            new RawGguf().Tensor("a", [1], GgufType.F32, new byte[33]),
            "60 bytes after tensor \"a\" belong to nothing");

    [Fact]
    public void The_last_tensor_need_not_be_padded()
    {
        var bytes = new RawGguf().Tensor("a", [1], GgufType.F32, [0, 0, 128, 63]).Bytes();
        using var file = GgufFile.Open(folder.Write("bare.gguf", bytes[..^28]));
        var value = new float[1];
        file.CopySingles("a", 0, value);
        Assert.Equal([1f], value);
    }

    [Fact]
    public void A_Git_LFS_pointer_is_recognised()
    {
        var path = folder.Write("pointer.gguf", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n");
        Assert.Equal(ErrorKind.GitLfs, Assert.Throws<NegPreactException>(() => GgufFile.Open(path)).Kind);
    }

    [Fact]
    public void A_folder_is_no_file() => Assert.Contains(
        $"{folder.Path}: is a folder, where a file is expected",
        Assert.Throws<NegPreactException>(() => GgufFile.Open(folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() => Assert.StartsWith(
        folder.File("none.gguf") + ": cannot be opened",
        Assert.Throws<NegPreactException>(() => GgufFile.Open(folder.File("none.gguf"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_long_or_hostile_name_does_not_flood_the_message()
    {
        var name = "\u001b[2J" + new string('x', 5000);
        var e = Refused(new RawGguf().Entry(name, [], 0, 0), "has 0 dimensions");
        Assert.DoesNotContain('\u001b', e.Message);
        Assert.True(e.Message.Length < 500 + folder.Path.Length, e.Message);
    }

    private NegPreactException Refused(RawGguf file, string words)
    {
        var bytes = file.Bytes();
        return Refused(bytes, bytes.Length, words);
    }

    private NegPreactException Refused(byte[] bytes, int length, string words)
    {
        var path = folder.Write("bad.gguf", bytes[..length]);
        var e = Assert.Throws<NegPreactException>(() => GgufFile.Open(path));
        Assert.Equal(ErrorKind.GgufFile, e.Kind);
        Assert.StartsWith(path + ": ", e.Message, StringComparison.Ordinal);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        return e;
    }
}
