using System.Globalization;
using System.Text.Json.Nodes;
using NegPreact.Weights;

namespace NegPreact.Models;

/// <summary>
/// Reads the metadata of a GGUF file strictly into the fields of a config.json: each key of the architecture is either
/// asked for, known to have no part in the arithmetic, or refused by name. What such a file cannot say is assumed in
/// so many words.
/// </summary>
internal sealed class GgufFields
{
    private readonly GgufFile file;
    private readonly string prefix;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly List<string> assumed = [];
    private readonly HashSet<string> parts = new(StringComparer.Ordinal);

    public GgufFields(GgufFile file, string architecture)
    {
        (this.file, prefix) = (file, architecture + ".");
        Architecture = architecture;
    }

    /// <summary>The <c>general.architecture</c>.</summary>
    public string Architecture { get; }

    /// <summary>The file, for messages.</summary>
    public string Path => file.Path;

    /// <summary>The fields so far.</summary>
    public JsonObject Config { get; } = [];

    /// <summary>What the file does not say and was taken from the family's published models, in sentences.</summary>
    public IReadOnlyList<string> Assumed => assumed;

    /// <summary>Tensors of the file that are no weights but a part of the configuration.</summary>
    public IReadOnlySet<string> Parts => parts;

    /// <summary>Whether the file has a tensor.</summary>
    public bool Has(string tensor) => file.Entries.ContainsKey(tensor);

    /// <summary>How many rows the embedding has; what else the file says of it must agree.</summary>
    public int Vocabulary()
    {
        const string table = "token_embd.weight";
        var rows = file.Entries.TryGetValue(table, out var embedding) && embedding.Shape[0] <= int.MaxValue
            ? (int)embedding.Shape[0]
            : throw new NegPreactException(
                ErrorKind.TensorMismatch, $"{file.Path} has no tensor '{table}', without which it is no language "
                + "model; get the whole file again.");
        if (SizeOrNull("vocab_size") is { } said && said != rows)
            throw new NegPreactException(
                ErrorKind.TensorMismatch, $"{file.Path} has {rows} rows in '{table}', but '{prefix}vocab_size' says "
                + $"{said}; the file is damaged or was edited, get it again.");
        if (file.Metadata.Texts("tokenizer.ggml.tokens") is { } tokens && tokens.Count > rows)
            throw new NegPreactException(
                ErrorKind.Vocabulary, $"{file.Path} names {tokens.Count} tokens, but '{table}' has only {rows} rows; "
                + "tokenizer and model do not belong together, get another file.");
        return rows;
    }

    /// <summary>How many layers there are; no more than the file has tensors.</summary>
    public int Layers()
    {
        const string key = "block_count";
        var layers = Size(key);
        return layers <= file.Entries.Count
            ? layers
            : throw new NegPreactException(
                ErrorKind.TensorMismatch, $"{file.Path} sets '{prefix}{key}' to {layers}, but has only "
                + $"{Numbers.Count(file.Entries.Count, "tensor")}; the file is damaged or was edited, get it again.");
    }

    /// <summary>A whole number above 0.</summary>
    /// <exception cref="NegPreactException">It is absent or another number.</exception>
    public int Size(string key) => SizeOrNull(key) ?? throw Missing(key);

    /// <summary>A whole number above 0; null where the key is absent.</summary>
    public int? SizeOrNull(string key) => file.Metadata.Integer(Asked(key)) switch
    {
        null => null,
        > 0 and <= int.MaxValue and var size => (int)size,
        { } other => throw Wrong(key, other.ToString(CultureInfo.InvariantCulture), "a whole number above 0"),
    };

    /// <summary>How many positions a position sees; null where the file says 0, which stands for all.</summary>
    public int? WindowOrNull(string key) => file.Metadata.Integer(Asked(key)) is 0 ? null : SizeOrNull(key);

    /// <summary>A number above 0.</summary>
    /// <exception cref="NegPreactException">It is absent or another number.</exception>
    public double Number(string key) => NumberOrNull(key) ?? throw Missing(key);

    /// <summary>A number above 0; null where the key is absent.</summary>
    public double? NumberOrNull(string key) => file.Metadata.Number(Asked(key)) switch
    {
        null => null,
        > 0 and < double.PositiveInfinity and var number => Written(number),
        { } other => throw Wrong(key, Shown(other), "a number above 0"),
    };

    /// <summary>A truth value; null where the key is absent.</summary>
    public bool? Flag(string key) => file.Metadata.Flag(Asked(key));

    /// <summary>A string; null where the key is absent.</summary>
    public string? Text(string key) => file.Metadata.Text(Asked(key));

    /// <summary>A key that repeats a number which was read elsewhere; an absent one is fine.</summary>
    public void RequireSame(string key, double number)
    {
        if (file.Metadata.Number(Asked(key)) is { } said && said != number)
            throw new NegPreactException(
                ErrorKind.Architecture, $"{file.Path} sets '{prefix}{key}' to {Shown(said)} (only {Shown(number)} is "
                + "supported beside its other sizes), which changes the computation; use another model.");
    }

    /// <summary>The values of a vector that is part of the configuration.</summary>
    /// <exception cref="NegPreactException">It is missing, has another shape, or a value that is no factor.</exception>
    public JsonArray Factors(string tensor, int count)
    {
        parts.Add(tensor);
        if (!file.Entries.TryGetValue(tensor, out var entry))
            throw new NegPreactException(
                ErrorKind.TensorMismatch, $"{file.Path} has no tensor '{tensor}', which belongs to others that it has; "
                + "get the whole file again.");
        if (entry.Shape.Count != 1 || entry.Shape[0] != count)
            throw new NegPreactException(
                ErrorKind.TensorMismatch, $"Tensor '{tensor}' in {file.Path} has shape "
                + $"[{string.Join(", ", entry.Shape)}] where the rotary embedding has {count} frequencies; the file is "
                + "damaged or was edited, get it again.");
        var factors = new float[count];
        file.CopySingles(tensor, 0, factors);
        return Array.TrueForAll(factors, f => f > 0)
            ? [.. factors.Select(f => (JsonNode)Written(f))]
            : throw new NegPreactException(
                ErrorKind.TensorMismatch, $"Tensor '{tensor}' in {file.Path} holds a factor that is not above 0; the "
                + "file is damaged, get it again.");
    }

    /// <summary>Sets a field that the file says nothing of.</summary>
    /// <param name="field">The field of config.json.</param>
    /// <param name="value">Its value.</param>
    /// <param name="reason">Where the value is from.</param>
    public void Assume(string field, JsonNode? value, string reason)
    {
        Config[field] = value;
        Assume($"{field} is {value?.ToJsonString().Trim('"') ?? "null"}", reason);
    }

    /// <summary>Says what is assumed where no field says it.</summary>
    /// <param name="what">What is the case.</param>
    /// <param name="reason">Where that is from.</param>
    public void Assume(string what, string reason) => assumed.Add($"{what} ({reason})");

    /// <summary>Refuses every key of the architecture that nobody asked for, all of them at once.</summary>
    /// <param name="accepted">Keys that the user lets be.</param>
    /// <exception cref="NegPreactException">There is one that would change the computation, or may.</exception>
    public void RefuseUnknown(IReadOnlyCollection<string> accepted)
    {
        var left = file.Metadata.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal) && !asked.Contains(k)
            && !GgufKeys.IsInert(k[prefix.Length..])).ToList();
        var (known, unknown) = (left.Where(IsKnown).ToList(), left.Where(k => !IsKnown(k) && !accepted.Contains(k))
            .ToList());
        var wrong = known.Where(k => !GgufKeys.IsNeutral(k[prefix.Length..], file.Metadata, k)).ToList();
        if (wrong.Count > 0)
            throw new NegPreactException(
                ErrorKind.Architecture, $"{file.Path} sets {Listed(wrong)}, which changes the computation and is not "
                + $"supported for '{Architecture}'; use another model.");
        if (unknown.Count > 0)
            throw new NegPreactException(
                ErrorKind.ConfigField, $"{file.Path} has the metadata {Listed(unknown)}, which this library does not "
                + $"know for '{Architecture}' and so cannot honour; use another file of the model, or, if the forward "
                + "pass does not need it, accept it by name "
                + $"({string.Join(' ', unknown.Select(k => $"--accept-unknown {k}"))}).");
    }

    /// <summary>The number that was written: the shortest that reads back to the same single.</summary>
    private static double Written(double number) => (float)number == number
        ? double.Parse(((float)number).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : number;

    private static string Shown(double number) => Written(number).ToString(CultureInfo.InvariantCulture);

    private static string Listed(List<string> keys) => string.Join(", ", keys.Select(k => $"'{k}'"));

    private string Asked(string key)
    {
        asked.Add(prefix + key);
        return prefix + key;
    }

    private bool IsKnown(string key) => GgufKeys.HasNeutral(key[prefix.Length..]);

    private NegPreactException Missing(string key) => new(
        ErrorKind.ConfigField, $"{file.Path} has no '{prefix}{key}'; get the file again.");

    private NegPreactException Wrong(string key, string value, string wanted) => new(
        ErrorKind.ConfigField, $"{file.Path} sets '{prefix}{key}' to {value}, where {wanted} belongs; get the file "
        + "again.");
}
