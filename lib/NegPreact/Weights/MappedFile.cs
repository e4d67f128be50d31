using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;

namespace NegPreact.Weights;

/// <summary>
/// A file of which one piece at a time is mapped into memory. Pages of a mapping count as the process's memory for as
/// long as it stands, so a file of many gigabytes is never mapped whole: what has been read is let go at once.
/// </summary>
internal sealed class MappedFile : IDisposable
{
    private const int HashBytes = 16 << 20;
    private readonly MemoryMappedFile map;

    private MappedFile(MemoryMappedFile map, long length) => (this.map, Length) = (map, length);

    /// <summary>How many bytes the file has.</summary>
    public long Length { get; }

    /// <summary>Opens a file of at least so many bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="leastBytes">At least 1: no file of nothing can be mapped.</param>
    /// <param name="tooShort">From how many bytes it has, what is said of a shorter one.</param>
    /// <exception cref="NegPreactException">It cannot be opened, or is shorter.</exception>
    public static MappedFile Open(string path, int leastBytes, Func<long, NegPreactException> tooShort)
    {
        try
        {
            var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            try
            {
                var length = stream.Length;
                return length < leastBytes
                    ? throw tooShort(length)
                    : new(MemoryMappedFile.CreateFromFile(stream, mapName: null, capacity: 0,
                        MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false), length);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess,
                Directory.Exists(path) ? $"{path}: is a folder, where a file is expected. Name the file."
                    : $"{path}: cannot be opened ({e.Message}). Check the name and the permission to read it.",
                e);
        }
    }

    /// <summary>Maps a piece of the file until the result is disposed.</summary>
    public Piece Map(long begin, long count) => new(map, begin, count);

    /// <summary>The SHA-256 of the whole file in lower-case hexadecimal.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long at = 0; at < Length; at += HashBytes)
        {
            using var piece = Map(at, Math.Min(HashBytes, Length - at));
            hash.AppendData(piece.As<byte>());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => map.Dispose();

    /// <summary>Mapped bytes.</summary>
    public sealed unsafe class Piece : IDisposable
    {
        private readonly MemoryMappedViewAccessor? view;
        private readonly byte* start;

        public Piece(MemoryMappedFile map, long begin, long count)
        {
            Count = count;
            if (count == 0)
                return; // a view of nothing would be one of all that follows
            view = map.CreateViewAccessor(begin, count, MemoryMappedFileAccess.Read);
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            start += view.PointerOffset;
        }

        /// <summary>How many bytes are mapped.</summary>
        public long Count { get; }

        /// <summary>The bytes as elements, which need not be aligned.</summary>
        public ReadOnlySpan<T> As<T>()
            where T : unmanaged => new(start, checked((int)(Count / sizeof(T))));

        /// <inheritdoc/>
        public void Dispose()
        {
            view?.SafeMemoryMappedViewHandle.ReleasePointer();
            view?.Dispose();
        }
    }
}
