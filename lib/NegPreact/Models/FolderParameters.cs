using System.Runtime.InteropServices;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// Parameters read from safetensors to their place on a device; none may be missing and none left over.
/// </summary>
/// <remarks>
/// Each tensor goes from the file to where it stays, a piece at a time: there is never a second copy. Models saved
/// without their head lack the prefix of their names; where no name has it, it is left out. A tied head that alone is
/// stored is the embedding too.
/// </remarks>
internal sealed class FolderParameters(WeightFolder folder, string prefix, Device device, LoadOptions options,
    TiedHead? head) : ILoadedParameters
{
    private const long PieceElements = 1 << 28; // a span holds 2 GiB
    private readonly Dictionary<string, Tensor> read = new(StringComparer.Ordinal);
    private readonly bool bare = !folder.Entries.Keys.Any(n => n.StartsWith(prefix, StringComparison.Ordinal));
    private readonly bool keepsStored = options.KeepsStored(folder);

    public ComputeType Compute => options.Compute;

    public Tensor Get(string name, params long[] shape)
    {
        if (bare && name.StartsWith(prefix, StringComparison.Ordinal))
            name = name[prefix.Length..];
        if (head is { IsAlone: true, Name: var both } && TiedHead.IsEmbedding(name))
            name = both;
        if (!folder.Entries.TryGetValue(name, out var entry))
            throw new NegPreactException(
                ErrorKind.TensorMismatch, $"{folder.Path} has no tensor '{name}', which config.json calls for; get the "
                + "whole model again or correct config.json.");
        if (!entry.Shape.SequenceEqual(shape))
            throw new NegPreactException(
                ErrorKind.TensorMismatch, $"Tensor '{name}' in {folder.Path} has shape "
                + $"[{string.Join(", ", entry.Shape)}] where config.json calls for [{string.Join(", ", shape)}]; "
                + "weights and config.json belong to different models.");
        using var scope = NewDisposeScope();
        var tensor = Read(entry);
        if (device.type != TorchSharp.DeviceType.CPU)
            tensor = tensor.to(device);
        read.Add(name, tensor.DetachFromDisposeScope());
        return tensor;
    }

    public void RefuseLeftOvers(Func<string, bool> inert)
    {
        var extra = folder.Entries.Keys.Where(n => !read.ContainsKey(n) && !inert(n)).Order(StringComparer.Ordinal)
            .ToList();
        if (extra.Count > 0)
            throw new NegPreactException(
                ErrorKind.TensorMismatch, $"{folder.Path} holds {extra.Count} tensor(s) that this architecture does "
                + $"not use, the first being '{extra[0]}'; weights and config.json belong to different models.");
    }

    public void GiveAway() => read.Clear();

    /// <summary>Disposes what was read and not given away: the remains of a load that failed halfway.</summary>
    public void Dispose()
    {
        foreach (var tensor in read.Values)
            tensor.Dispose();
    }

    private Tensor Read(TensorEntry entry)
    {
        // Vectors are small, and enter elementwise arithmetic: only matrices stay as they are stored.
        var stored = keepsStored && entry.Shape.Count > 1 && LoadOptions.IsHalfWidth(entry.Dtype);
        var type = !stored ? ScalarType.Float32 : entry.Dtype == TensorDtype.Float16 ? ScalarType.Float16
            : ScalarType.BFloat16;
        var tensor = empty(entry.Shape.ToArray(), dtype: type, device: CPU);
        using var flat = tensor.view(-1);
        for (long from = 0; from < entry.ElementCount; from += PieceElements)
        {
            using var piece = flat.narrow(0, from, Math.Min(PieceElements, entry.ElementCount - from));
            if (stored)
                folder.CopyHalfWidth(
                    entry.Name, from, MemoryMarshal.Cast<byte, ushort>(piece.bytes), options.AllowNonFinite);
            else
                folder.CopySingles(
                    entry.Name, from, MemoryMarshal.Cast<byte, float>(piece.bytes), options.AllowNonFinite);
        }

        return tensor;
    }
}
