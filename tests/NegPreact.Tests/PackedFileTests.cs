using System.IO.Compression;
using System.Text;
using NegPreact.Training;

namespace NegPreact.Tests;

public sealed class PackedFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void An_archive_that_was_cut_off_is_refused_wherever_it_was_cut()
    {
        byte[] text = [.. Enumerable.Range(0, 300).SelectMany(i => Encoding.UTF8.GetBytes($"line {i}\n"))];
        var packed = Packed(text);
        Assert.Equal(text, PackedFile.ReadAllBytes(folder.Write("whole.txt.gz", packed)));
        for (var length = 0; length < packed.Length; length++)
            Assert.Throws<InvalidDataException>(
                () => PackedFile.ReadAllBytes(folder.Write("cut.txt.gz", packed[..length])));
    }

    [Fact]
    public void A_plain_file_is_read_as_it_is() =>
        Assert.Equal([1, 2, 3], PackedFile.ReadAllBytes(folder.Write("plain.txt", [1, 2, 3])));

    [Fact]
    public void A_training_text_that_was_cut_off_is_named()
    {
        var packed = Packed(Encoding.UTF8.GetBytes("one\ntwo\n"));
        Assert.Equal(["one", "two"], TextFiles.Lines([folder.Write("a.txt.gz", packed)]));
        var file = folder.Write("b.txt.gz", packed[..^4]);
        Assert.Contains(file, Assert.Throws<NegPreactException>(() => TextFiles.Lines([file]).Count()).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static byte[] Packed(byte[] text)
    {
        using var bytes = new MemoryStream();
        using (var pack = new GZipStream(bytes, CompressionLevel.Optimal))
            pack.Write(text);
        return bytes.ToArray();
    }
}
