using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// Token ids <c>[batch, position]</c> as a key: two are equal when all their ids are, and what each of them follows.
/// </summary>
internal sealed class IdBatch : IEquatable<IdBatch>
{
    private readonly long rows;
    private readonly long[] ids;
    private readonly int[]? parents;
    private readonly int hash;

    /// <summary>The ids of a tensor; what is made on the way belongs to the caller's dispose scope.</summary>
    public IdBatch(Tensor ids, Layout layout)
    {
        rows = ids.shape[0];
        this.ids = ids.cpu().contiguous().data<long>().ToArray();
        parents = layout.Parents;
        var mixed = default(HashCode);
        mixed.Add(rows);
        mixed.AddBytes(MemoryMarshal.AsBytes(this.ids.AsSpan()));
        mixed.AddBytes(MemoryMarshal.AsBytes(parents.AsSpan()));
        hash = mixed.ToHashCode();
    }

    /// <summary>What the ids take in memory.</summary>
    public long Bytes => (ids.Length * sizeof(long)) + ((parents?.Length ?? 0) * sizeof(int));

    public bool Equals(IdBatch? other) => other is not null && rows == other.rows
        && ids.AsSpan().SequenceEqual(other.ids) && parents is null == other.parents is null
        && parents.AsSpan().SequenceEqual(other.parents);

    public override bool Equals(object? obj) => Equals(obj as IdBatch);

    public override int GetHashCode() => hash;
}
