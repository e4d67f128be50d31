using System.Buffers.Binary;
using System.IO.Compression;

namespace NegPreact;

/// <summary>Reads a file, unpacked if its name ends in <c>.gz</c>.</summary>
/// <remarks>
/// .NET takes an archive that was cut off for one that ends there. The last four bytes of a whole one say how long the
/// text is; what comes out is counted, and an end that does not agree is an <see cref="InvalidDataException"/>.
/// Archives joined together are refused too.
/// </remarks>
internal sealed class PackedFile : Stream
{
    private readonly FileStream file;
    private readonly GZipStream unpacked;
    private long count;

    private PackedFile(FileStream file)
    {
        this.file = file;
        unpacked = new GZipStream(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => count; set => throw new NotSupportedException(); }

    public static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new PackedFile(file) : file;
    }

    /// <summary>The whole file at once.</summary>
    public static byte[] ReadAllBytes(string path)
    {
        using var stream = Open(path);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = unpacked.Read(buffer);
        count += read;
        if (read == 0 && buffer.Length > 0 && (count == 0 || count % (1L << 32) != LengthInTrailer()))
            throw new InvalidDataException("The archive is empty or was cut off.");
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacked.Dispose();
        base.Dispose(disposing);
    }

    private long LengthInTrailer()
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        return file.Length < trailer.Length || RandomAccess.Read(
            file.SafeFileHandle, trailer, file.Length - trailer.Length) < trailer.Length
            ? -1
            : BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }
}
