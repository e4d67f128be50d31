using System.Buffers.Binary;

namespace NegPreact.Weights;

/// <summary>
/// One safetensors file, its header checked in full before any tensor can be asked for. Tensors are mapped into memory
/// while they are copied and no longer. Reading is safe from several threads; the file must not be changed while it is
/// open, and not be disposed of while it is read.
/// </summary>
public sealed partial class SafetensorsFile : IDisposable
{
    /// <summary>The longest header taken, in bytes: the limit of the reference implementation.</summary>
    internal const int MaxHeaderBytes = 100_000_000;

    private const int LengthBytes = 8;
    private readonly MappedFile file;
    private readonly long dataStart;
    private readonly Lazy<string> sha256;
    private bool disposed;

    private SafetensorsFile(string path, MappedFile file)
    {
        (Path, this.file) = (path, file);
        try
        {
            using var header = file.Map(LengthBytes, HeaderLength());
            dataStart = LengthBytes + header.Count;
            (Entries, Metadata) = SafetensorsHeader.Parse(header.As<byte>(), file.Length - dataStart, path);
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

    /// <summary>The tensors by name, in the order of their bytes.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Entries { get; }

    /// <summary>The free text that the writer left, such as `format`; empty where there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The SHA-256 of the whole file in lower-case hexadecimal, computed at the first call.</summary>
    public string Sha256 => sha256.Value;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NegPreactException">It cannot be read, or is not exactly what the format says.</exception>
    public static SafetensorsFile Open(string path)
    {
        if (WeightFormat.IsPickle(path))
            throw Llama2cFile.Is(path)
                ? new NegPreactException(
                    ErrorKind.ModelFolder, $"{path}: is a model of llama2.c. {WeightFormat.Llama2cAdvice}")
                : new NegPreactException(ErrorKind.Pickle, $"{path}: may be a pickle. {WeightFormat.PickleAdvice}");
        return new(path, MappedFile.Open(path, LengthBytes, length => new NegPreactException(
            ErrorKind.WeightsFile, $"{path}: holds {length} bytes, fewer than the 8 of the header's "
            + $"length. {SafetensorsHeader.Advice}")));
    }

    /// <summary>Closes the file; twice is harmless.</summary>
    public void Dispose()
    {
        disposed = true;
        file.Dispose();
    }

    private long HeaderLength()
    {
        using var first = file.Map(0, Math.Min(file.Length, 64));
        WeightFormat.RefuseLfsPointer(first.As<byte>(), Path);
        var count = BinaryPrimitives.ReadUInt64LittleEndian(first.As<byte>());
        if (count > MaxHeaderBytes)
            throw new NegPreactException(
                ErrorKind.WeightsFile, $"{Path}: its header claims {count} bytes, more than the {MaxHeaderBytes} "
                + $"allowed. {SafetensorsHeader.Advice}");
        if ((long)count > file.Length - LengthBytes)
            throw new NegPreactException(
                ErrorKind.WeightsFile, $"{Path}: its header claims {count} bytes, but only {file.Length - LengthBytes} "
                + $"follow (a cut download?). {SafetensorsHeader.Advice}");
        return (long)count;
    }
}
