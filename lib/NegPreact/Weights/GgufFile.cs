namespace NegPreact.Weights;

/// <summary>
/// One GGUF file, its header checked in full before any tensor can be asked for. Tensors are mapped into memory while
/// they are copied and no longer. Reading is safe from several threads; the file must not be changed while it is open,
/// and not be disposed of while it is read.
/// </summary>
public sealed class GgufFile : IDisposable
{
    private const int PieceBytes = 8 << 20; // mapped at a time
    private readonly MappedFile file;
    private readonly long dataStart;
    private readonly Lazy<string> sha256;
    private bool disposed;

    private GgufFile(string path, MappedFile file)
    {
        (Path, this.file) = (path, file);
        try
        {
            using (var first = file.Map(0, GgufHeader.FixedBytes))
                WeightFormat.RefuseLfsPointer(first.As<byte>(), Path);
            (Metadata, Entries, dataStart) = GgufHeader.Parse(file, path);
        }
        catch
        {
            Dispose();
            throw;
        }

        sha256 = new(() =>
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return file.Sha256();
        });
    }

    /// <summary>The file as it was named.</summary>
    public string Path { get; }

    /// <summary>What it says of its model and tokenizer.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>The tensors by name, in the order of their bytes.</summary>
    public IReadOnlyDictionary<string, GgufTensor> Entries { get; }

    /// <summary>The SHA-256 of the whole file in lower-case hexadecimal, computed at the first call.</summary>
    public string Sha256 => sha256.Value;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NegPreactException">
    /// It cannot be read, is not exactly what the format says, or has tensors of a type that is not read here.
    /// </exception>
    public static GgufFile Open(string path) =>
        new(path, MappedFile.Open(path, GgufHeader.FixedBytes, length => new NegPreactException(
            ErrorKind.GgufFile, $"{path}: holds {length} bytes, fewer than the {GgufHeader.FixedBytes} that a header "
            + $"begins with. {GgufHeader.Advice}")));

    /// <summary>Unpacks a part of a tensor to singles.</summary>
    /// <param name="name">The tensor, of any type; 16-bit types widen exactly.</param>
    /// <param name="from">The first element, which must begin a block.</param>
    /// <param name="destination">As many places as elements are wanted: whole blocks.</param>
    /// <param name="allowNonFinite">Whether NaN and infinity may pass.</param>
    /// <exception cref="NegPreactException">No such tensor, or a NaN or infinity.</exception>
    /// <exception cref="ArgumentException">The part cuts a block, or reaches beyond the tensor.</exception>
    public void CopySingles(string name, long from, Span<float> destination, bool allowNonFinite = false)
    {
        var entry = Find(name);
        var (elements, bytes) = (entry.Type.BlockElements(), entry.Type.BlockBytes());
        Check(from, destination.Length, elements, entry.ElementCount);
        while (!destination.IsEmpty)
        {
            var blocks = Math.Min(PieceBytes / bytes, destination.Length / elements);
            var part = destination[..(blocks * elements)];
            using var piece = Map(entry, from / elements * bytes, (long)blocks * bytes);
            GgufBlocks.Unpack(entry.Type, piece.As<byte>(), part);
            var at = allowNonFinite ? -1 : SingleConversion.FirstNonFinite<float>(part);
            if (at >= 0) throw NonFinite(entry, from + at);
            from += part.Length;
            destination = destination[part.Length..];
        }
    }

    /// <summary>Reads a part of a tensor as it is stored, bit for bit.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="fromByte">The first byte, counted within the tensor; it must begin a block.</param>
    /// <param name="destination">As many places as bytes are wanted: whole blocks.</param>
    /// <param name="allowNonFinite">Whether blocks may pass that unpack to NaN or infinity.</param>
    /// <exception cref="NegPreactException">No such tensor, or a NaN or infinity.</exception>
    /// <exception cref="ArgumentException">The part cuts a block, or reaches beyond the tensor.</exception>
    public void CopyPacked(string name, long fromByte, Span<byte> destination, bool allowNonFinite = false)
    {
        var entry = Find(name);
        var (elements, bytes) = (entry.Type.BlockElements(), entry.Type.BlockBytes());
        Check(fromByte, destination.Length, bytes, entry.ByteCount);
        while (!destination.IsEmpty)
        {
            var part = destination[..Math.Min(PieceBytes / bytes * bytes, destination.Length)];
            using (var piece = Map(entry, fromByte, part.Length))
                piece.As<byte>().CopyTo(part);
            var block = allowNonFinite ? -1 : GgufBlocks.FirstNonFinite(entry.Type, part);
            if (block >= 0) throw NonFinite(entry, ((fromByte / bytes) + block) * elements);
            fromByte += part.Length;
            destination = destination[part.Length..];
        }
    }

    /// <summary>Closes the file; twice is harmless.</summary>
    public void Dispose()
    {
        disposed = true;
        file.Dispose();
    }

    private static void Check(long from, long count, int block, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, length - from, nameof(count));
        if (from % block != 0 || count % block != 0)
            throw new ArgumentException($"{count} from {from} on are not whole blocks of {block}");
    }

    private GgufTensor Find(string name) => Entries.TryGetValue(name, out var entry)
        ? entry
        : throw new NegPreactException(
            ErrorKind.TensorRequest, $"{Path}: has no tensor {StrictJson.Show(name)}. Check the name against the "
            + $"file's {Entries.Count} entries.");

    private MappedFile.Piece Map(GgufTensor entry, long fromByte, long count)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return file.Map(dataStart + entry.Begin + fromByte, count);
    }

    private NegPreactException NonFinite(GgufTensor entry, long at) =>
        new(ErrorKind.NonFinite, $"{Path}: element {at} of tensor {StrictJson.Show(entry.Name)} is NaN or infinite. "
            + "The weights are broken: fetch them again, or allow non-finite values if they are intended.");
}
