using System.Runtime.InteropServices;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// Parameters of a GGUF file: vectors as float32, matrices as float32 or as they are packed; none may be missing.
/// </summary>
internal sealed class GgufParameters(GgufModel model, Device device, LoadOptions options) : ILoadedParameters
{
    private const long PieceElements = 1 << 26; // unpacked at a time
    private readonly Dictionary<string, Tensor> read = new(StringComparer.Ordinal);
    private readonly List<Task> unpacking = []; // in the order in which matrices were asked for
    private readonly bool keepsStored = options.KeepsStored(
        model.Entries.Values.Where(e => e.Stored.Type != GgufType.F32).Sum(e => e.Stored.ElementCount));

    public ComputeType Compute => options.Compute;

    public Tensor Get(string name, params long[] shape)
    {
        var entry = Find(name);
        RequireShape(entry, entry.Shape, shape);
        using var scope = NewDisposeScope();
        return Keep(name, OnDevice(Read(entry, entry.Shape, ScalarType.Float32)));
    }

    // The file has all matrices as [out, in], which is how they are wanted.
    public Matrix GetMatrix(string name, long outputs, long inputs, bool transposed)
    {
        var entry = Find(name).Untransposed;
        RequireShape(entry, entry.Stored.Shape, [outputs, inputs]);
        using var scope = NewDisposeScope();
        var type = entry.Stored.Type;
        if (!Keeps(type) || !entry.HasStoredRows)
            return new Matrix(Kept(ScalarType.Float32));
        return type switch
        {
            GgufType.F16 => new Matrix(Kept(ScalarType.Float16)),
            GgufType.BF16 => new Matrix(Kept(ScalarType.BFloat16)),
            _ => new Matrix(
                Keep(name, Read(entry, [outputs, entry.StoredRowBytes], ScalarType.Byte, inBackground: true)), type),
        };

        Tensor Kept(ScalarType kept) =>
            Keep(name, OnDevice(Read(entry, [outputs, inputs], kept, inBackground: true)));
    }

    public void RefuseLeftOvers(Func<string, bool> inert)
    {
        foreach (var matrix in unpacking)
            matrix.GetAwaiter().GetResult(); // throws what the first of them was refused for
        var extra = model.Entries.Values.Where(e => !read.ContainsKey(e.Name) && !inert(e.Name))
            .Select(e => e.Stored.Name).Order(StringComparer.Ordinal).ToList();
        if (extra.Count > 0)
            throw new NegPreactException(
                ErrorKind.TensorMismatch, $"{model.Path} holds {Numbers.Count(extra.Count, "tensor")} that its "
                + $"metadata do not call for, the first being '{extra[0]}'; use another file of the model, or another "
                + "model.");
    }

    public void GiveAway() => read.Clear();

    /// <summary>Disposes what was read and not given away: the remains of a load that failed halfway.</summary>
    public void Dispose()
    {
        foreach (var matrix in unpacking)
            Task.WaitAny(matrix); // whatever became of it
        foreach (var tensor in read.Values)
            tensor.Dispose();
    }

    // A GPU has what is packed unpacked once, unless it is told otherwise.
    private bool Keeps(GgufType type) => type != GgufType.F32 && keepsStored && (
        type.BlockElements() == 1 || device.type == TorchSharp.DeviceType.CPU
        || options.Precision == WeightPrecision.Stored);

    private GgufEntry Find(string name) => model.Entries.TryGetValue(name, out var entry)
        ? entry
        : throw new NegPreactException(
            ErrorKind.TensorMismatch, $"{model.Path} has no tensor '{model.StoredName(name)}', which its metadata "
            + "call for; get the whole file again, or another one of the model.");

    private void RequireShape(GgufEntry entry, IReadOnlyList<long> has, long[] wanted)
    {
        if (!has.SequenceEqual(wanted))
            throw new NegPreactException(
                ErrorKind.TensorMismatch, $"Tensor '{entry.Stored.Name}' in {model.Path} is '{entry.Name}' of the "
                + $"shape [{string.Join(", ", has)}] where the metadata call for [{string.Join(", ", wanted)}]; the "
                + "file is damaged or was edited, get it again.");
    }

    private Tensor Keep(string name, Tensor tensor)
    {
        read.Add(name, tensor.DetachFromDisposeScope());
        return tensor;
    }

    private Tensor OnDevice(Tensor tensor) =>
        device.type == TorchSharp.DeviceType.CPU ? tensor : tensor.to(device);

    // As float32, or bit for bit as stored. In the background it is whole once left-overs are refused: nothing computes
    // with a matrix before, and cores that wait for each other's part of one matrix would wait for other programs too.
    private Tensor Read(GgufEntry entry, IReadOnlyList<long> shape, ScalarType type, bool inBackground = false)
    {
        if (device.type == TorchSharp.DeviceType.META) // names and shapes are all that is to be checked
            return empty(shape.ToArray(), dtype: type, device: device);
        var tensor = empty(shape.ToArray(), dtype: type, device: CPU);
        if (inBackground && device.type == TorchSharp.DeviceType.CPU)
            unpacking.Add(Task.Run(() => Fill(tensor, entry, type)));
        else
            Fill(tensor, entry, type);
        return tensor;
    }

    private void Fill(Tensor tensor, GgufEntry entry, ScalarType type)
    {
        using var flat = tensor.view(-1);
        var (all, width) = (tensor.shape[0], flat.numel() / tensor.shape[0]);
        var rows = Math.Max(1, PieceElements / width);
        for (long row = 0; row < all; row += rows)
        {
            using var piece = flat.narrow(0, row * width, Math.Min(rows, all - row) * width);
            if (type == ScalarType.Float32)
                model.CopySingles(entry, row, MemoryMarshal.Cast<byte, float>(piece.bytes), options.AllowNonFinite);
            else
                model.CopyPacked(entry, row, piece.bytes, options.AllowNonFinite);
        }
    }
}
