using System.Buffers;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

public sealed class SafetensorsWriterTests : IDisposable
{
    private static readonly TensorData one = TensorData.FromSingles("one", [1], [1]);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_input_gives_the_same_bytes_whatever_the_order_of_the_metadata()
    {
        SafetensorsWriter.Write(folder.File("a"), [one], new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        SafetensorsWriter.Write(folder.File("b"), [one], new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });
        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
    }

    [Fact]
    public void The_header_is_padded_with_spaces_and_every_tensor_is_aligned()
    {
        for (var length = 0; length < 9; length++)
        {
            var path = folder.File("a.safetensors");
            SafetensorsWriter.Write(
                path, [TensorData.FromSingles(new string('h', length), [3], [1, 2, 3], TensorDtype.Float16), one,
                TensorData.FromInt64s("steps", [1], [1])]);
            var bytes = File.ReadAllBytes(path);
            var header = bytes.AsSpan(8, (int)BitConverter.ToInt64(bytes));
            Assert.Equal(0, header.Length % 8);
            Assert.Equal((byte)'{', header[0]);
            Assert.Equal((byte)'}', header.TrimEnd((byte)' ')[^1]);
            using var file = SafetensorsFile.Open(path);
            Assert.All(file.Entries.Values, e => Assert.Equal(0, e.Begin * 8 % e.Dtype.Bits()));
        }
    }

    [Fact]
    public void An_existing_file_is_replaced_and_nothing_else_stays()
    {
        folder.WriteTensors("a.safetensors", "old");
        folder.WriteTensors("a.safetensors", "new");
        using var file = SafetensorsFile.Open(folder.File("a.safetensors"));
        Assert.Equal(["new"], file.Entries.Keys);
        Assert.Equal(["a.safetensors"], folder.Names);
    }

    [Fact]
    public void A_file_open_for_reading_keeps_its_bytes_when_it_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not replace a mapped file");
        using var before = SafetensorsFile.Open(folder.WriteTensors("a.safetensors", "old"));
        folder.WriteTensors("a.safetensors", "new");
        Assert.Equal([1f], before.ReadSingles("old"));
    }

    [Fact]
    public void A_write_that_fails_half_way_leaves_the_old_file_alone()
    {
        var path = folder.WriteTensors("a.safetensors", "old");
        var old = File.ReadAllBytes(path);
        using var broken = new BrokenMemory(4);
        Assert.Throws<IOException>(() => _ = broken.Memory.Span[0]);
        var e = Assert.Throws<NegPreactException>(
            () => SafetensorsWriter.Write(path, [one, new("broken", TensorDtype.Float32, [1], broken.Memory)]));
        Assert.StartsWith($"{path}: cannot be written", e.Message, StringComparison.Ordinal);
        Assert.Equal(old, File.ReadAllBytes(path));
        Assert.Equal(["a.safetensors"], folder.Names);
    }

    [Fact]
    public void A_folder_in_the_way_is_named_and_nothing_stays()
    {
        folder.Folder("taken");
        var e = Assert.Throws<NegPreactException>(() => SafetensorsWriter.Write(folder.File("taken"), [one]));
        Assert.StartsWith($"{folder.File("taken")}: cannot be written", e.Message, StringComparison.Ordinal);
        Assert.Equal(["taken"], folder.Names);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var path = Path.Combine(folder.File("none"), "a.safetensors");
        Assert.StartsWith($"{path}: cannot be written", Assert.Throws<NegPreactException>(
            () => SafetensorsWriter.Write(path, [one])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writers_at_once_do_not_mix()
    {
        var path = folder.File("a.safetensors");
        Parallel.For(0, 8, i => SafetensorsWriter.Write(
            path, [TensorData.FromSingles("w", [64], Enumerable.Repeat((float)i, 64).ToArray())]));
        using var file = SafetensorsFile.Open(path);
        Assert.Single(file.ReadSingles("w").Distinct());
        Assert.Equal(["a.safetensors"], folder.Names);
    }

    [Fact]
    public void Two_tensors_of_one_name_are_refused() => Refused([one, one], "two tensors are called \"one\"");

    [Fact]
    public void The_reserved_name_is_refused() => Refused([one with { Name = "__metadata__" }], "reserved");

    [Fact]
    public void A_shape_that_the_bytes_do_not_fill_is_refused()
    {
        Refused([one with { Shape = [2] }], "Float32[2], which 4 bytes do not fill");
        Refused([one with { Shape = [-1] }], "Float32[-1]");
        Refused([one with { Shape = [long.MaxValue, long.MaxValue] }], "do not fill exactly");
    }

    [Fact]
    public void Values_that_the_shape_does_not_hold_are_refused()
    {
        Assert.Contains("[2, 2] does not hold 3 values", Assert.Throws<NegPreactException>(
            () => TensorData.FromSingles("w", [2, 2], [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("[-1] does not hold 1 values", Assert.Throws<NegPreactException>(
            () => TensorData.FromInt64s("w", [-1], [1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Singles_go_into_floating_types_only() =>
        Assert.Contains("cannot be written as Int8", Assert.Throws<NegPreactException>(
        () => TensorData.FromSingles("w", [1], [1], TensorDtype.Int8)).Message, StringComparison.Ordinal);

    private void Refused(TensorData[] tensors, string words)
    {
        var path = folder.File("a.safetensors");
        var e = Assert.Throws<NegPreactException>(() => SafetensorsWriter.Write(path, tensors));
        Assert.StartsWith(path + ": ", e.Message, StringComparison.Ordinal);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    /// <summary>Has a length, and fails when it is looked at: a disk that fails after the first tensor.</summary>
    private sealed class BrokenMemory(int length) : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(length);

        public override Span<byte> GetSpan() => throw new IOException("the disk is gone");

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
