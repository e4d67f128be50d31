namespace NegPreact.Weights;

/// <summary>One tensor of a GGUF file: where it lies and what it is.</summary>
/// <param name="Name">Its name, such as `blk.0.ffn_gate.weight`.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Shape">Its dimensions, outermost first: the format itself has them the other way round.</param>
/// <param name="Begin">Its first byte, counted from the beginning of the file's data.</param>
/// <param name="ByteCount">How many bytes it takes as stored.</param>
public sealed record GgufTensor(string Name, GgufType Type, IReadOnlyList<long> Shape, long Begin, long ByteCount)
{
    /// <summary>The number of elements: the product of the shape.</summary>
    public long ElementCount => Shape.Aggregate(1L, (product, dimension) => checked(product * dimension));
}
