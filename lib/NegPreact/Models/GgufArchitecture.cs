using NegPreact.Weights;

namespace NegPreact.Models;

/// <summary>One architecture of GGUF files that can be read as a model of transformers.</summary>
/// <param name="Name">The <c>general.architecture</c> of the file.</param>
/// <param name="ModelType">The <c>model_type</c> of config.json.</param>
/// <param name="Class">The class of transformers, for the <c>architectures</c> of config.json.</param>
/// <param name="Layers">What the names of a layer's tensors begin with in transformers, before its number.</param>
/// <param name="Outer">The tensors outside the layers, by the file's name up to <c>.weight</c> or <c>.bias</c>.</param>
/// <param name="Layer">Those of a layer, by the file's name between <c>blk.N.</c> and <c>.weight</c>.</param>
/// <param name="Describe">Fills in the fields of config.json, and says what is assumed.</param>
internal sealed record GgufArchitecture(
    string Name, string ModelType, string Class, string Layers, IReadOnlyDictionary<string, GgufPlace> Outer,
    IReadOnlyDictionary<string, GgufPlace> Layer, Action<GgufFields> Describe)
{
    private const string Block = "blk.";

    /// <summary>Every one that is known.</summary>
    public static IReadOnlyList<GgufArchitecture> All { get; } =
        [.. GgufLlama.All, .. GgufGemma.All, .. GgufLayerNorms.All, GgufPhi3.Phi3];

    /// <summary>That of a file.</summary>
    /// <exception cref="NegPreactException">It is not known, or the file is not a whole model.</exception>
    public static GgufArchitecture Of(GgufMetadata metadata)
    {
        var name = metadata.Text("general.architecture") ?? throw new NegPreactException(
            ErrorKind.Architecture, $"{metadata.Path} has no 'general.architecture', so what it computes is unknown; "
            + "get the whole file again.");
        if (metadata.Text("general.type") is { } type and not "model")
            throw new NegPreactException(
                ErrorKind.Architecture, $"{metadata.Path} is no model of its own but a '{type}' (general.type); name "
                + "the file of the model.");
        if (metadata.Integer("split.count") is > 1 and var parts)
            throw new NegPreactException(
                ErrorKind.GgufFile, $"{metadata.Path} is one of {parts} parts of a model; join them into one file "
                + "(llama-gguf-split --merge) and name that.");
        return All.FirstOrDefault(a => a.Name == name) ?? throw new NegPreactException(
            ErrorKind.Architecture, $"{metadata.Path} is a model of the architecture '{name}', which is not supported "
            + $"in GGUF files; known are {string.Join(", ", All.Select(a => a.Name))}.");
    }

    /// <summary>What a tensor of the file is in transformers; null if the architecture has none of that name.</summary>
    /// <param name="stored">Its name in the file.</param>
    public GgufPlace? Place(string stored)
    {
        var dot = stored.LastIndexOf('.');
        if (dot < 0 || stored[dot..] is not (".weight" or ".bias"))
            return null;
        var (stem, end) = (stored[..dot], stored[dot..]);
        if (Outer.TryGetValue(stem, out var place))
            return place with { Name = place.Name + end };
        var parts = stem.Split('.', 3);
        return parts.Length == 3 && parts[0] + "." == Block && int.TryParse(parts[1], out var layer)
            && $"{layer}" == parts[1] && Layer.TryGetValue(parts[2], out place)
            ? place with { Name = $"{Layers}{layer}.{place.Name}{end}" }
            : null;
    }

    /// <summary>What the file would call a tensor of transformers; null if it has no name for it.</summary>
    /// <param name="name">Its name in transformers.</param>
    public string? Stored(string name)
    {
        var dot = name.LastIndexOf('.');
        var (stem, end) = (name[..dot], name[dot..]);
        if (!stem.StartsWith(Layers, StringComparison.Ordinal))
            return Outer.FirstOrDefault(p => p.Value.Name == stem).Key is { } outer ? outer + end : null;
        var parts = stem[Layers.Length..].Split('.', 2);
        return parts.Length == 2 && Layer.FirstOrDefault(p => p.Value.Name == parts[1]).Key is { } inner
            ? $"{Block}{parts[0]}.{inner}{end}"
            : null;
    }
}
