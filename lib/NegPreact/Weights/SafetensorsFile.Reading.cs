namespace NegPreact.Weights;

/// <content>Copying tensors out.</content>
public sealed partial class SafetensorsFile
{
    private const int PieceElements = 4 << 20; // 8 to 32 MB mapped at a time

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
            throw new ArgumentException($"{name} has {entry.ElementCount} elements, the destination "
                + $"{destination.Length} places", nameof(destination));
        CopySingles(name, 0, destination, allowNonFinite);
    }

    /// <summary>Reads a part of a tensor as singles.</summary>
    /// <param name="name">A Float32, Float16 or BFloat16 tensor; the half-width types widen exactly.</param>
    /// <param name="from">The first element.</param>
    /// <param name="destination">As many places as elements are wanted.</param>
    /// <param name="allowNonFinite">Whether NaN and infinity may pass.</param>
    /// <exception cref="NegPreactException">No such tensor, another dtype, or a NaN or infinity.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches beyond the tensor.</exception>
    public void CopySingles(string name, long from, Span<float> destination, bool allowNonFinite = false)
    {
        var entry = Find(name, TensorDtype.Float32, TensorDtype.Float16, TensorDtype.BFloat16);
        while (!destination.IsEmpty)
        {
            var part = destination[..Math.Min(PieceElements, destination.Length)];
            using var piece = Map(entry, from, part.Length);
            if (entry.Dtype == TensorDtype.Float32) piece.As<float>().CopyTo(part);
            else if (entry.Dtype == TensorDtype.Float16) SingleConversion.FromHalf(piece.As<Half>(), part);
            else SingleConversion.FromBFloat16(piece.As<ushort>(), part);
            if (!allowNonFinite) RefuseNonFinite<float>(entry, from, part);
            from += part.Length;
            destination = destination[part.Length..];
        }
    }

    /// <summary>Reads a part of a tensor of two-byte elements as it is stored, bit for bit.</summary>
    /// <param name="name">A Float16 or BFloat16 tensor.</param>
    /// <param name="from">The first element.</param>
    /// <param name="destination">As many places as elements are wanted.</param>
    /// <param name="allowNonFinite">Whether NaN and infinity may pass.</param>
    /// <exception cref="NegPreactException">No such tensor, another dtype, or a NaN or infinity.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches beyond the tensor.</exception>
    public void CopyHalfWidth(string name, long from, Span<ushort> destination, bool allowNonFinite = false)
    {
        var entry = Find(name, TensorDtype.Float16, TensorDtype.BFloat16);
        Copy(entry, from, destination);
        var at = allowNonFinite ? -1 : SingleConversion.FirstNonFinite(destination, entry.Dtype);
        if (at >= 0)
            throw NonFinite(entry, from + at, entry.Dtype == TensorDtype.Float16
                ? (float)BitConverter.UInt16BitsToHalf(destination[at])
                : BitConverter.UInt32BitsToSingle((uint)destination[at] << 16));
    }

    /// <inheritdoc cref="CopySingles(string, Span{float}, bool)" path="/*[not(self::param[@name='destination'])]"/>
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
        var values = entry.Dtype == TensorDtype.Float64 ? All<double>(entry)
            : Array.ConvertAll(All<float>(entry), single => (double)single);
        if (!allowNonFinite) RefuseNonFinite<double>(entry, 0, values);
        return values;
    }

    /// <summary>Reads a tensor of integers.</summary>
    /// <param name="name">An Int64 tensor.</param>
    /// <exception cref="NegPreactException">No such tensor, or another dtype.</exception>
    public long[] ReadInt64s(string name) => All<long>(Find(name, TensorDtype.Int64));

    private TensorEntry Find(string name, params ReadOnlySpan<TensorDtype> allowed)
    {
        if (!Entries.TryGetValue(name, out var entry))
            throw new NegPreactException(
                ErrorKind.TensorRequest, $"{Path}: has no tensor {StrictJson.Show(name)}. Check the name against the "
                + $"file's {Entries.Count} entries.");
        if (!allowed.Contains(entry.Dtype))
            throw new NegPreactException(
                ErrorKind.TensorRequest, $"{Path}: tensor {StrictJson.Show(name)} is {entry.Dtype}; only "
                + $"{string.Join(", ", allowed.ToArray())} can be read here. Convert it first.");
        return entry;
    }

    private int ArrayLength(TensorEntry entry) =>
        entry.ElementCount <= Array.MaxLength
            ? (int)entry.ElementCount
            : throw new NegPreactException(
                ErrorKind.TensorRequest, $"{Path}: tensor {StrictJson.Show(entry.Name)} has {entry.ElementCount} "
                + "elements, more than one array holds. Split it.");

    private T[] All<T>(TensorEntry entry)
        where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(ArrayLength(entry));
        Copy<T>(entry, 0, values);
        return values;
    }

    private void Copy<T>(TensorEntry entry, long from, Span<T> destination)
        where T : unmanaged
    {
        while (!destination.IsEmpty)
        {
            var part = destination[..Math.Min(PieceElements, destination.Length)];
            using var piece = Map(entry, from, part.Length);
            piece.As<T>().CopyTo(part);
            from += part.Length;
            destination = destination[part.Length..];
        }
    }

    private MappedFile.Piece Map(TensorEntry entry, long from, int count)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from + count, entry.ElementCount, nameof(from));
        var width = entry.Dtype.Bits() / 8;
        return file.Map(dataStart + entry.Begin + (from * width), (long)count * width);
    }

    private void RefuseNonFinite<T>(TensorEntry entry, long from, ReadOnlySpan<T> values)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        var at = SingleConversion.FirstNonFinite(values);
        if (at >= 0) throw NonFinite(entry, from + at, double.CreateChecked(values[at]));
    }

    private NegPreactException NonFinite(TensorEntry entry, long at, double value) =>
        new(ErrorKind.NonFinite, $"{Path}: element {at} of tensor {StrictJson.Show(entry.Name)} is {value}. The "
            + "weights are broken: fetch them again, or allow non-finite values if they are intended.");
}
