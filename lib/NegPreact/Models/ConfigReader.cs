using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Weights;

namespace NegPreact.Models;

/// <summary>
/// Reads config.json strictly: each field is either asked for, known to have no part in the arithmetic of scoring a
/// text (<see cref="ConfigFields"/>), accepted by the user, or refused by name. Nothing that would change the
/// mathematics is ever ignored.
/// </summary>
internal sealed partial class ConfigReader
{
    private readonly JsonElement root;
    private readonly IReadOnlyCollection<string> accepted;
    private readonly int tensors;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly List<string> unsupported = [];
    private readonly Dictionary<string, ConfigReader> parts = new(StringComparer.Ordinal);

    private ConfigReader(
        string path, JsonElement root, IReadOnlyCollection<string> accepted, int tensors = StrictJson.MaxKeys)
    {
        (Path, this.root, this.accepted, this.tensors) = (path, root, accepted, tensors);
    }

    /// <summary>The file, or the part of it, for messages.</summary>
    public string Path { get; }

    /// <summary>Opens the config.json of a model's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="accepted">Fields that are let be if the library does not know them.</param>
    /// <param name="tensors">How many tensors the weights have; as many as any can have where that is unknown.</param>
    public static ConfigReader Open(
        string folder, IReadOnlyCollection<string>? accepted = null, int tensors = StrictJson.MaxKeys)
    {
        var path = System.IO.Path.Combine(folder, "config.json");
        if (!Directory.Exists(folder))
            throw new NegPreactException(
                ErrorKind.ModelFolder, $"There is no folder {folder}; name a folder that holds config.json, "
                + "tokenizer.json and model.safetensors.");
        if (!File.Exists(path))
            throw new NegPreactException(
                ErrorKind.ModelFolder, $"{folder} holds no config.json; name a Hugging Face model folder.");
        try
        {
            using var document = ForeignJson.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new NegPreactException(
                    ErrorKind.ConfigField, $"{path} is not a JSON object; get the file again.");
            return new ConfigReader(path, document.RootElement.Clone(), accepted ?? [], tensors);
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.ConfigField, $"{path} is not valid JSON ({e.Message}); get the file again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess, $"{path}: cannot be opened ({e.Message}). Check the name and the permission to "
                + "read it.", e);
        }
    }

    /// <summary>A configuration that is in no file.</summary>
    public static ConfigReader Of(JsonObject config, string name) => new(
        name, JsonSerializer.SerializeToElement(config), []);

    /// <summary>The same configuration with one field set otherwise, before any was asked for.</summary>
    public ConfigReader With(string field, bool value)
    {
        var changed = JsonObject.Create(root)!;
        changed[field] = value;
        return new(Path, JsonSerializer.SerializeToElement(changed), accepted, tensors);
    }

    /// <summary>All of it.</summary>
    public JsonElement Json => root;

    public string ModelType => root.TryGetProperty("model_type", out var t) && t.ValueKind == JsonValueKind.String
        ? t.GetString()!
        : throw new NegPreactException(
            ErrorKind.ConfigField, $"{Path} has no 'model_type'; it is not the config.json of a transformers model.");

    public int Size(string name, int? whenAbsent = null)
    {
        if (Value(name) is not { } value)
            return whenAbsent ?? throw Missing(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) && n > 0
            ? n
            : throw Wrong(name, value, "a whole number above 0");
    }

    /// <summary>How many layers there are; each has a tensor at least.</summary>
    public int Layers(string name) => Size(name) is var layers && layers <= tensors
        ? layers
        : throw new NegPreactException(
            ErrorKind.TensorMismatch, $"{Path} sets '{name}' to {layers}, but its weights have no more than "
            + $"{NegPreact.Numbers.Count(tensors, "tensor")}; weights and config.json belong to different models.");

    /// <summary>The number of heads, which share the hidden size equally.</summary>
    public int Heads(string name, int hidden)
    {
        var heads = Size(name);
        return hidden % heads == 0
            ? heads
            : throw new NegPreactException(
                ErrorKind.ConfigField, $"{Path} has a hidden size of {hidden} and {heads} heads; the first must be a "
                + "multiple of the second.");
    }

    /// <summary>A size for which null has a meaning of its own, other than that of an absent field.</summary>
    public int? SizeOrNull(string name, int? whenAbsent = null) => Value(name) is null
        ? (IsNull(name) ? null : whenAbsent)
        : Size(name);

    /// <summary>A number above 0 for which null has a meaning of its own, other than that of an absent field.</summary>
    public double? NumberOrNull(string name, double? whenAbsent = null) => Value(name) is null
        ? (IsNull(name) ? null : whenAbsent)
        : Number(name);

    /// <summary>A list of so many numbers above 0.</summary>
    public IReadOnlyList<float> Numbers(string name, int count) => Value(name) switch
    {
        null => throw Missing(name),
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == count
            && list.EnumerateArray().All(
            v => v.ValueKind == JsonValueKind.Number && v.GetSingle() is > 0 and < float.PositiveInfinity) =>
            [.. list.EnumerateArray().Select(v => v.GetSingle())],
        { } other => throw Wrong(name, other, $"a list of {count} numbers above 0"),
    };

    /// <summary>One of a few words for each of so many layers; null where the list is absent or null.</summary>
    /// <typeparam name="T">What the words mean.</typeparam>
    public IReadOnlyList<T>? Each<T>(string name, int layers, IReadOnlyDictionary<string, T> words) =>
        Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == layers
            && list.EnumerateArray().All(v => words.ContainsKey(v.ToString())) =>
            [.. list.EnumerateArray().Select(v => words[v.ToString()])],
        { } other => throw Wrong(
            name, other, $"a list of {layers} words or numbers, each of them {string.Join(" or ", words.Keys)},"),
    };

    public double Number(string name, double? whenAbsent = null)
    {
        if (Value(name) is not { } value)
            return whenAbsent ?? throw Missing(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var n) && double.IsFinite(n) && n > 0
            ? n
            : throw Wrong(name, value, "a number above 0");
    }

    public bool Flag(string name, bool whenAbsent) => Value(name) switch
    {
        null => whenAbsent,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Wrong(name, other, "true or false"),
    };

    public string Text(string name, string whenAbsent) => Value(name) switch
    {
        null => whenAbsent,
        { ValueKind: JsonValueKind.String } s => s.GetString()!,
        { } other => throw Wrong(name, other, "a string"),
    };

    /// <summary>A list with one string only, as often as it likes; an absent list is fine.</summary>
    public void RequireAll(string name, string only)
    {
        if (Value(name) is { } value && (
            value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(v => v.ToString() != only)))
            unsupported.Add(Unsupported(name, value, only));
    }

    /// <summary>A field that repeats a number which was read elsewhere; an absent one is fine.</summary>
    public void RequireSame(string name, double number)
    {
        if (Value(name) is { } value
            && !(value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var n) && n == number))
            unsupported.Add(Unsupported(name, value, number.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The rotary fields in a nested object, or null where it is absent or null.</summary>
    public ConfigReader? RotaryPart(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } o => parts[name] = new ConfigReader($"{Path}, '{name}'", o, []),
        { } other => throw Wrong(name, other, "an object or null"),
    };

    private JsonElement? Value(string name)
    {
        asked.Add(name);
        return root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private bool IsNull(string name) => root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Null;

    private NegPreactException Missing(string name) => new(
        ErrorKind.ConfigField, $"{Path} has no '{name}'; get the file again.");

    private NegPreactException Wrong(string name, JsonElement value, string wanted) =>
        new(ErrorKind.ConfigField, $"{Path} sets '{name}' to {value}, where {wanted} belongs; get the file again.");
}
