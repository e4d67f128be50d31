using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Token ids <c>[batch, position]</c> as a key: two are equal when all their ids are.</summary>
internal sealed class IdBatch : IEquatable<IdBatch>
{
    private readonly long rows;
    private readonly long[] ids;
    private readonly int hash;

    /// <summary>The ids of a tensor; what is made on the way belongs to the caller's dispose scope.</summary>
    public IdBatch(Tensor ids)
    {
        rows = ids.shape[0];
        this.ids = ids.cpu().contiguous().data<long>().ToArray();
        var mixed = default(HashCode);
        mixed.Add(rows);
        mixed.AddBytes(MemoryMarshal.AsBytes(this.ids.AsSpan()));
        hash = mixed.ToHashCode();
    }

    /// <summary>What the ids take in memory.</summary>
    public long Bytes => ids.Length * sizeof(long);

    public bool Equals(IdBatch? other) => other is not null && rows == other.rows
        && ids.AsSpan().SequenceEqual(other.ids);

    public override bool Equals(object? obj) => Equals(obj as IdBatch);

    public override int GetHashCode() => hash;
}
