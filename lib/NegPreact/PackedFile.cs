using System.Buffers.Binary;
using System.IO.Compression;

namespace NegPreact;

/// <summary>Reads a file, unpacked if its name ends in <c>.gz</c>.</summary>
/// <remarks>
/// .NET takes an archive that was cut off for one that ends there. The last four bytes of a whole one say how long the
/// text is; what comes out is counted, and an end that does not agree is an <see cref="InvalidDataException"/>.
/// Archives joined together are refused too. A few bytes can unpack to any number of them, so that number is limited:
/// to what <c>NEGPREACT_UNPACKED_LIMIT</c> says in MiB.
/// </remarks>
internal sealed class PackedFile : Stream
{
    /// <summary>The setting with the most MiB that a file may unpack to.</summary>
    public const string Limit = "unpacked-limit";

    private const int UsualLimit = 256; // the largest files that people really have here unpack to a few dozen MiB

    private readonly FileStream file;
    private readonly GZipStream unpacked;
    private readonly long most = (long)EnvironmentSettings.Number(Limit, UsualLimit) << 20;
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

    /// <summary>Opens a file.</summary>
    /// <exception cref="NegPreactException">While it is read: it unpacks to more than the limit.</exception>
    public static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new PackedFile(file) : file;
    }

    /// <summary>The whole file at once.</summary>
    public static byte[] ReadAllBytes(string path)
    {
        using var stream = Open(path);
        using var bytes = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, Array.MaxLength) : 0);
        stream.CopyTo(bytes);
        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = unpacked.Read(buffer);
        count += read;
        if (count > most)
            throw new NegPreactException(
                ErrorKind.DataFile, $"{file.Name} ({file.Length} bytes) unpacks to more than {most >> 20} MiB, "
                + "so it may "
                + "be made to fill the memory; if it is what it should be, set "
                + $"{EnvironmentSettings.VariableOf(Limit)} "
                + "to a larger number of MiB.");
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
