using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Parameters read from safetensors into float32 tensors on a device; none may be missing and none left over.</summary>
/// <remarks>Models saved without their head lack the prefix of their names; where no name has it, it is left out.</remarks>
internal sealed class FolderParameters(WeightFolder folder, string prefix, Device device, bool allowNonFinite) : IParameters, IDisposable
{
    private readonly Dictionary<string, Tensor> read = new(StringComparer.Ordinal);
    private readonly bool bare = !folder.Entries.Keys.Any(n => n.StartsWith(prefix, StringComparison.Ordinal));

    public Tensor Get(string name, params long[] shape)
    {
        if (bare && name.StartsWith(prefix, StringComparison.Ordinal))
            name = name[prefix.Length..];
        if (!folder.Entries.TryGetValue(name, out var entry))
            throw new NegPreactException($"{folder.Path} has no tensor '{name}', which config.json calls for; get the whole model again or correct config.json.");
        if (!entry.Shape.SequenceEqual(shape))
            throw new NegPreactException($"Tensor '{name}' in {folder.Path} has shape [{string.Join(", ", entry.Shape)}] where config.json calls for [{string.Join(", ", shape)}]; weights and config.json belong to different models.");
        var values = new float[entry.ElementCount];
        folder.CopySingles(name, values, allowNonFinite);
        using var flat = frombuffer(values, ScalarType.Float32);
        // A clone: the buffer is managed memory, and the model outlives it.
        using var shaped = flat.reshape(shape);
        var tensor = (device.type == TorchSharp.DeviceType.CPU ? shaped.clone() : shaped.to(device)).DetachFromDisposeScope();
        read.Add(name, tensor);
        return tensor;
    }

    /// <summary>Refuses weights that the architecture does not use.</summary>
    /// <param name="inert">Names that carry no weight: buffers of old exporters.</param>
    public void RefuseLeftOvers(Func<string, bool> inert)
    {
        var extra = folder.Entries.Keys.Where(n => !read.ContainsKey(n) && !inert(n)).Order(StringComparer.Ordinal).ToList();
        if (extra.Count > 0)
            throw new NegPreactException($"{folder.Path} holds {extra.Count} tensor(s) that this architecture does not use, the first being '{extra[0]}'; weights and config.json belong to different models.");
    }

    /// <summary>Says that the model now owns what was read.</summary>
    public void GiveAway() => read.Clear();

    /// <summary>Disposes what was read and not given away: the remains of a load that failed halfway.</summary>
    public void Dispose()
    {
        foreach (var tensor in read.Values)
            tensor.Dispose();
    }
}
