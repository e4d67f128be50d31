namespace NegPreact.Weights;

/// <summary>
/// The checked contents of a safetensors header (format: github.com/huggingface/safetensors, README): tensors that fill
/// the bytes after it exactly, without hole or overlap.
/// </summary>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, TensorEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The key that holds free text about the file instead of a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>What a person can do about a file that is not what it should be.</summary>
    public const string Advice = "The file is damaged or not a safetensors file: fetch or export it again.";

    /// <summary>Reads the header's text.</summary>
    /// <param name="text">The header without its length.</param>
    /// <param name="dataLength">The number of bytes that follow the header.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="NegPreactException">Anything is not as the format says.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> text, long dataLength, string path)
    {
        var json = new StrictJson(text, path, "the header", Advice);
        if (text.IsEmpty || text[0] != '{') throw json.Fail("the header does not start with {");
        if (text[^1] == 0) throw json.Fail("the header is padded with NUL bytes instead of spaces");

        var entries = new List<TensorEntry>();
        var metadata = new Dictionary<string, string>();
        var names = new HashSet<string>();
        json.BeginObject("the header");
        while (json.NextKey(names, "the header", out var name))
            if (name == MetadataKey) ReadMetadata(ref json, metadata);
            else entries.Add(ReadEntry(ref json, name));
        json.End();
        return new(new OrderedDictionary<string, TensorEntry>(InDataOrder(entries, dataLength, json)), metadata);
    }

    private static void ReadMetadata(ref StrictJson json, Dictionary<string, string> metadata)
    {
        var keys = new HashSet<string>();
        json.BeginObject(MetadataKey);
        while (json.NextKey(keys, MetadataKey, out var key))
            metadata[key] = json.NextString($"{MetadataKey} {StrictJson.Show(key)}");
    }

    private static TensorEntry ReadEntry(ref StrictJson json, string name)
    {
        var tensor = $"tensor {StrictJson.Show(name)}";
        string? dtypeName = null;
        List<long>? shape = null, offsets = null;
        var keys = new HashSet<string>();
        json.BeginObject(tensor);
        while (json.NextKey(keys, tensor, out var key))
            switch (key)
            {
                case "dtype": dtypeName = json.NextString($"the dtype of {tensor}"); break;
                case "shape": shape = json.NextCounts($"the shape of {tensor}"); break;
                case "data_offsets": offsets = json.NextCounts($"the data_offsets of {tensor}"); break;
                default: throw json.Fail($"{tensor} has an unknown key {StrictJson.Show(key)}");
            }

        if (dtypeName is null || shape is null || offsets is null)
            throw json.Fail($"{tensor} lacks one of dtype, shape and data_offsets");
        if (!TensorDtypeExtensions.TryParse(dtypeName, out var dtype))
            throw json.Fail($"{tensor} has the unknown dtype {StrictJson.Show(dtypeName)} (known: "
                + $"{string.Join(", ", TensorDtypeExtensions.Names)})");
        if (offsets is not [var begin, var end]) throw json.Fail($"the data_offsets of {tensor} are not two numbers");
        if (begin > end) throw json.Fail($"{tensor} begins at byte {begin}, after its end at {end}");

        var size = $"{dtypeName}[{string.Join(", ", shape)}]";
        if (!dtype.TryBitCount(shape, out var bits)) throw json.Fail($"{tensor} is {size}: its size overflows");
        if (bits % 8 != 0) throw json.Fail($"{tensor} is {size}: {bits} bits, not a whole number of bytes");
        if (bits / 8 != end - begin)
            throw json.Fail(
                $"{tensor} is {size}, which takes {bits / 8} bytes, but its data_offsets span {end - begin}");
        return new(name, dtype, shape, begin, end);
    }

    // Sequential order, so that reading all the tensors reads the file once from front to back.
    private static IEnumerable<KeyValuePair<string, TensorEntry>> InDataOrder(
        List<TensorEntry> entries, long dataLength, StrictJson json)
    {
        var sorted = entries.OrderBy(e => e.Begin).ThenBy(e => e.End).ToList();
        long position = 0;
        var before = "the header";
        foreach (var entry in sorted)
        {
            var tensor = $"tensor {StrictJson.Show(entry.Name)}";
            if (entry.End > dataLength)
                throw json.Fail($"{tensor} ends at byte {entry.End} of the data, but only {dataLength} are there (a "
                    + "cut download?)");
            if (entry.Begin < position) throw json.Fail($"{tensor} overlaps {before}");
            if (entry.Begin > position) throw json.Fail(
                $"{entry.Begin - position} bytes between {before} and {tensor} belong to nothing");
            (position, before) = (entry.End, tensor);
        }

        if (position < dataLength) throw json.Fail($"{dataLength - position} bytes after {before} belong to nothing");
        return sorted.Select(e => KeyValuePair.Create(e.Name, e));
    }
}
