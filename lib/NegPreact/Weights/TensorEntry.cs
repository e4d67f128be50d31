namespace NegPreact.Weights;

/// <summary>One row of a safetensors header: where a tensor lies and what it is.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Dtype">The type of its elements.</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a scalar.</param>
/// <param name="Begin">Its first byte, counted from the end of its file's header.</param>
/// <param name="End">The byte after its last.</param>
public sealed record TensorEntry(string Name, TensorDtype Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The number of elements: the product of the shape, 1 for a scalar.</summary>
    public long ElementCount { get; } = Shape.Aggregate(1L, (product, dimension) => checked(product * dimension));
}
