namespace NegPreact.Weights;

/// <summary>A tensor to be written piece by piece.</summary>
/// <param name="Name">Its name, unique in its file.</param>
/// <param name="Dtype">The type of its elements.</param>
/// <param name="Shape">Its dimensions, outermost first.</param>
/// <param name="Bytes">
/// Its elements in row-major order, little-endian; each piece may be overwritten by the next.
/// </param>
internal sealed record TensorPieces(
    string Name, TensorDtype Dtype, IReadOnlyList<long> Shape, IEnumerable<ReadOnlyMemory<byte>> Bytes)
{
    /// <summary>How many bytes it takes.</summary>
    public long ByteCount => Dtype.TryBitCount(Shape, out var bits) ? bits / 8
        : throw new InvalidOperationException($"the shape of {Name} has no size in {Dtype}");
}
