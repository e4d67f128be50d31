using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;

namespace NegPreact.Weights;

/// <summary>
/// One safetensors file, mapped into memory and checked in full before any tensor can be asked for. Reading is safe
/// from several threads; the file must not be changed while it is open, and not be disposed of while it is read.
/// </summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    /// <summary>The longest header taken, in bytes: the limit of the reference implementation.</summary>
    internal const int MaxHeaderBytes = 100_000_000;

    private const int LengthBytes = 8;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly long length;
    private readonly long dataStart;
    private readonly Lazy<string> sha256;
    private bool disposed;

    private SafetensorsFile(string path, MemoryMappedViewAccessor view, long length)
    {
        (Path, this.view, this.length) = (path, view, length);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
        try
        {
            var text = HeaderText();
            dataStart = LengthBytes + text.Length;
            (Entries, Metadata) = SafetensorsHeader.Parse(text, length - dataStart, path);
        }
        catch
        {
            Dispose();
            throw;
        }

        sha256 = new(() =>
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            using var bytes = new UnmanagedMemoryStream(start, length);
            return Convert.ToHexStringLower(SHA256.HashData(bytes));
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
        if (WeightFormat.IsPickle(path)) throw new NegPreactException($"{path}: may be a pickle. {WeightFormat.PickleAdvice}");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            if (stream.Length < LengthBytes)
                throw new NegPreactException($"{path}: holds {stream.Length} bytes, fewer than the 8 of the header's length. {SafetensorsHeader.Advice}");
            using var map = MemoryMappedFile.CreateFromFile(
                stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            return new(path, map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), stream.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException($"{path}: cannot be opened ({e.Message}). Check the name and the right to read it.", e);
        }
    }

    /// <summary>Reads a tensor as singles.</summary>
    /// <param name="name">A Float32, Float16 or BFloat16 tensor; the half-width types widen exactly.</param>
    /// <param name="destination">Exactly as many places as the tensor has elements.</param>
    /// <param name="allowNonFinite">Whether NaN and infinity may pass.</param>
    /// <exception cref="NegPreactException">No such tensor, another dtype, or a NaN or infinity.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopySingles(string name, Span<float> destination, bool allowNonFinite = false)
    {
        var entry = Find(name, TensorDtype.Float32, TensorDtype.Float16, TensorDtype.BFloat16);
        if (destination.Length != entry.ElementCount)
            throw new ArgumentException($"{name} has {entry.ElementCount} elements, the destination {destination.Length} places", nameof(destination));
        if (entry.Dtype == TensorDtype.Float32) Data<float>(entry).CopyTo(destination);
        else if (entry.Dtype == TensorDtype.Float16) SingleConversion.FromHalf(Data<Half>(entry), destination);
        else SingleConversion.FromBFloat16(Data<ushort>(entry), destination);
        if (!allowNonFinite) RefuseNonFinite<float>(entry, destination);
    }

    /// <inheritdoc cref="CopySingles" path="/*[not(self::param[@name='destination'])]"/>
    public float[] ReadSingles(string name, bool allowNonFinite = false)
    {
        var entry = Find(name, TensorDtype.Float32, TensorDtype.Float16, TensorDtype.BFloat16);
        var values = GC.AllocateUninitializedArray<float>(ArrayLength(entry));
        CopySingles(name, values, allowNonFinite);
        return values;
    }

    /// <summary>Reads a tensor as doubles.</summary>
    /// <param name="name">A Float64 or Float32 tensor.</param>
    /// <param name="allowNonFinite">Whether NaN and infinity may pass.</param>
    /// <exception cref="NegPreactException">No such tensor, another dtype, or a NaN or infinity.</exception>
    public double[] ReadDoubles(string name, bool allowNonFinite = false)
    {
        var entry = Find(name, TensorDtype.Float64, TensorDtype.Float32);
        ArrayLength(entry);
        double[] values = entry.Dtype == TensorDtype.Float64
            ? Data<double>(entry).ToArray()
            : Array.ConvertAll(Data<float>(entry).ToArray(), single => (double)single);
        if (!allowNonFinite) RefuseNonFinite<double>(entry, values);
        return values;
    }

    /// <summary>Reads a tensor of integers.</summary>
    /// <param name="name">An Int64 tensor.</param>
    /// <exception cref="NegPreactException">No such tensor, or another dtype.</exception>
    public long[] ReadInt64s(string name)
    {
        var entry = Find(name, TensorDtype.Int64);
        ArrayLength(entry);
        return Data<long>(entry).ToArray();
    }

    /// <summary>Gives the mapping back; twice is harmless.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
    }

    private ReadOnlySpan<byte> HeaderText()
    {
        WeightFormat.RefuseLfsPointer(new(start, (int)Math.Min(length, 64)), Path);
        var count = BinaryPrimitives.ReadUInt64LittleEndian(new(start, LengthBytes));
        if (count > MaxHeaderBytes)
            throw new NegPreactException($"{Path}: its header claims {count} bytes, more than the {MaxHeaderBytes} allowed. {SafetensorsHeader.Advice}");
        if ((long)count > length - LengthBytes)
            throw new NegPreactException($"{Path}: its header claims {count} bytes, but only {length - LengthBytes} follow (a cut download?). {SafetensorsHeader.Advice}");
        return new(start + LengthBytes, (int)count);
    }

    private TensorEntry Find(string name, params ReadOnlySpan<TensorDtype> allowed)
    {
        if (!Entries.TryGetValue(name, out var entry))
            throw new NegPreactException($"{Path}: has no tensor {StrictJson.Show(name)}. Check the name against the file's {Entries.Count} entries.");
        if (!allowed.Contains(entry.Dtype))
            throw new NegPreactException($"{Path}: tensor {StrictJson.Show(name)} is {entry.Dtype}; only {string.Join(", ", allowed.ToArray())} can be read here. Convert it first.");
        return entry;
    }

    private int ArrayLength(TensorEntry entry) =>
        entry.ElementCount <= Array.MaxLength
            ? (int)entry.ElementCount
            : throw new NegPreactException($"{Path}: tensor {StrictJson.Show(entry.Name)} has {entry.ElementCount} elements, more than one array holds. Split it.");

    // A span of elements rather than bytes: bytes would end at 2 GiB. The data need not be aligned.
    private ReadOnlySpan<T> Data<T>(TensorEntry entry)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return new(start + dataStart + entry.Begin, (int)entry.ElementCount);
    }

    private void RefuseNonFinite<T>(TensorEntry entry, ReadOnlySpan<T> values)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        var at = SingleConversion.FirstNonFinite(values);
        if (at >= 0)
            throw new NegPreactException($"{Path}: element {at} of tensor {StrictJson.Show(entry.Name)} is {values[at]}. The weights are broken: fetch them again, or allow non-finite values if they are meant.");
    }
}
