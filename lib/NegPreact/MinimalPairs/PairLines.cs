using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NegPreact.MinimalPairs;

/// <summary>The lines of a text file, packed (<c>.gz</c>) or not, one at a time.</summary>
internal static class PairLines
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Each line with its number, from 1.</summary>
    /// <exception cref="NegPreactException">The file is missing, no UTF-8, or a damaged archive.</exception>
    public static IEnumerable<(int Number, string Text)> Read(string path)
    {
        if (!File.Exists(path))
            throw new NegPreactException($"There is no file {path}; name a .jsonl or .jsonl.gz file of minimal pairs.");
        using var file = File.OpenRead(path);
        var packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        using var content = new Counter(packed ? new GZipStream(file, CompressionMode.Decompress) : file);
        using var reader = new StreamReader(content, Strict, detectEncodingFromByteOrderMarks: false);
        var number = 1;
        for (; Next(reader, path, number) is { } line; number++)
            yield return (number, line);
        // .NET takes an archive that was cut off for one that ends there; its last four bytes say how long the text should be.
        if (packed && (content.Bytes == 0 || content.Bytes % (1L << 32) != LengthInTrailer(file)))
            throw new NegPreactException($"{path} is a .gz file that is empty or was cut off after line {number - 1}; get it again.");
    }

    private static string? Next(StreamReader reader, string path, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            var what = e is InvalidDataException ? "the .gz file is damaged" : "the text is not UTF-8";
            throw new NegPreactException($"{path}: {what} at or after line {number}; get it again.", e);
        }
    }

    private static long LengthInTrailer(FileStream file)
    {
        var trailer = new byte[sizeof(uint)];
        if (file.Length < trailer.Length)
            return -1;
        file.Seek(-trailer.Length, SeekOrigin.End);
        file.ReadExactly(trailer);
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    // Counts what passes through.
    private sealed class Counter(Stream inner) : Stream
    {
        public long Bytes { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Bytes; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            Bytes += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
