using NegPreact.Weights;

namespace NegPreact.Models;

/// <summary>One tensor of a GGUF file as transformers has it.</summary>
/// <param name="Name">Its name in transformers.</param>
/// <param name="Stored">The tensor in the file.</param>
/// <param name="Layout">What has to be undone.</param>
/// <param name="Heads">How many heads its rows belong to, where that matters; else 0.</param>
internal sealed record GgufEntry(string Name, GgufTensor Stored, GgufLayout Layout, int Heads)
{
    /// <summary>Its dimensions, outermost first.</summary>
    public IReadOnlyList<long> Shape { get; } =
        Layout == GgufLayout.Transposed ? [.. Stored.Shape.Reverse()] : Stored.Shape;

    /// <summary>The same with the rows of the file, where they are the columns of transformers' tensor.</summary>
    public GgufEntry Untransposed => Layout == GgufLayout.Transposed
        ? new(Name, Stored, GgufLayout.AsStored, Heads) : this;

    /// <summary>How many rows the tensor has in the file; each element of a vector is one.</summary>
    public long StoredRows => Stored.Shape[0];

    /// <summary>How many elements each of them has.</summary>
    public long StoredColumns => Stored.ElementCount / StoredRows;

    /// <summary>How many bytes each of them takes.</summary>
    public long StoredRowBytes => Stored.ByteCount / StoredRows;

    /// <summary>
    /// Whether each row of transformers' is one of the file's, bit for bit, so that packed rows can stay as they are.
    /// </summary>
    public bool HasStoredRows => Layout is not (GgufLayout.PlusOne or GgufLayout.Transposed);

    /// <summary>Whether the rows can be divided among the heads.</summary>
    public bool FitsHeads => Layout switch
    {
        GgufLayout.QueryPairs or GgufLayout.KeyPairs => StoredRows % (2L * Heads) == 0,
        GgufLayout.QueriesKeysValues => StoredRows % (3L * Heads) == 0,
        GgufLayout.AsStored or GgufLayout.PlusOne or GgufLayout.Transposed => true,
        _ => throw new InvalidOperationException($"unknown layout {Layout}"),
    };

    /// <summary>
    /// How many rows lie in the file together that lie together in transformers too: those of one head, or all.
    /// </summary>
    public long GroupRows => Layout switch
    {
        GgufLayout.QueryPairs or GgufLayout.KeyPairs => StoredRows / Heads,
        GgufLayout.QueriesKeysValues => StoredRows / 3 / Heads,
        GgufLayout.AsStored or GgufLayout.PlusOne or GgufLayout.Transposed => StoredRows,
        _ => throw new InvalidOperationException($"unknown layout {Layout}"),
    };

    /// <summary>Which group of the file is a group of transformers'.</summary>
    public long StoredGroup(long group) =>
        Layout == GgufLayout.QueriesKeysValues ? (group % 3 * Heads) + (group / 3) : group;

    /// <summary>Which row of a group of the file is a row of transformers'.</summary>
    public long StoredWithin(long row) => Layout is GgufLayout.QueryPairs or GgufLayout.KeyPairs
        ? (2 * (row % (GroupRows / 2))) + (row / (GroupRows / 2))
        : row;
}
