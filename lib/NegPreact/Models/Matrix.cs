using System.Runtime.InteropServices;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// A matrix <c>[out, in]</c> of a model: a tensor of floating-point numbers, or the packed rows of a GGUF file, which
/// are unpacked to float32 while they are used and no longer. What it keeps belongs to the model.
/// </summary>
/// <remarks>
/// Packed rows lie in the machine's own memory, whatever the model computes on: they are unpacked there, and go to the
/// device afterwards.
/// </remarks>
internal sealed class Matrix
{
    private const long PieceElements = 1 << 20; // unpacked by one thread at a time
    private readonly GgufType? type; // null where nothing is packed

    /// <summary>A matrix of floating-point numbers.</summary>
    /// <param name="kept">The numbers, <c>[out, in]</c>, or <c>[in, out]</c> where they are transposed.</param>
    /// <param name="transposed">Whether the matrix is stored the other way round, as GPT-2's are.</param>
    public Matrix(Tensor kept, bool transposed = false)
    {
        (Kept, IsTransposed) = (kept, transposed);
        (Outputs, Inputs) = transposed ? (kept.shape[1], kept.shape[0]) : (kept.shape[0], kept.shape[1]);
    }

    /// <summary>A packed matrix.</summary>
    /// <param name="rows">The rows' bytes, uint8 <c>[out, bytes of a row]</c>, on the CPU.</param>
    /// <param name="type">How they are packed.</param>
    public Matrix(Tensor rows, GgufType type)
    {
        (Kept, this.type) = (rows, type);
        (Outputs, Inputs) = (rows.shape[0], rows.shape[1] / type.BlockBytes() * type.BlockElements());
    }

    /// <summary>The tensor that holds it, for the owner to dispose.</summary>
    public Tensor Kept { get; }

    public long Outputs { get; }

    public long Inputs { get; }

    /// <summary>How many numbers it has, packed or not.</summary>
    public long Count => Outputs * Inputs;

    public bool IsTransposed { get; }

    /// <summary>What its rows are given in: float32 where they are packed.</summary>
    public ScalarType Type => type is null ? Kept.dtype : ScalarType.Float32;

    /// <summary>All its rows <c>[out, in]</c>, owned by the caller's dispose scope.</summary>
    /// <param name="device">Where the model computes.</param>
    public Tensor All(Device device) =>
        IsTransposed ? Kept.t() : type is null ? Kept.alias() : Rows(0, Outputs, device);

    /// <summary>Some of its rows <c>[row, in]</c>, owned by the caller's dispose scope.</summary>
    /// <param name="from">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="device">Where the model computes.</param>
    public Tensor Rows(long from, long count, Device device) =>
        type is { } packed ? On(device, Unpacked(packed, from, count)) : Kept.narrow(0, from, count);

    /// <summary>The rows of indices <c>[index]</c>, int64, as float32 <c>[index, in]</c>.</summary>
    public Tensor Rows(Tensor indices)
    {
        if (type is not { } packed)
            return Kept.index_select(0, indices).to(ScalarType.Float32);
        using var host = indices.cpu();
        var result = empty([indices.shape[0], Inputs], device: CPU);
        long at = 0;
        foreach (var index in host.data<long>())
            Unpack(packed, index, 1, result, at++);
        return On(indices.device, result);
    }

    private static Tensor On(Device device, Tensor host) =>
        device.type == TorchSharp.DeviceType.CPU ? host : host.to(device);

    private Tensor Unpacked(GgufType packed, long from, long count)
    {
        var result = empty([count, Inputs], device: CPU);
        var rows = Math.Max(1, PieceElements / Inputs);
        var pieces = new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() };
        Parallel.For(0, (count + rows - 1) / rows, pieces, piece =>
            Unpack(packed, from + (piece * rows), Math.Min(rows, count - (piece * rows)), result, piece * rows));
        return result;
    }

    private void Unpack(GgufType packed, long from, long count, Tensor result, long to)
    {
        using var source = Kept.narrow(0, from, count);
        using var target = result.narrow(0, to, count);
        GgufBlocks.Unpack(packed, source.bytes, MemoryMarshal.Cast<byte, float>(target.bytes));
    }
}
