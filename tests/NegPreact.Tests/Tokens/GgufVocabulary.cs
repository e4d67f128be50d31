using System.Text;
using System.Text.Json.Nodes;

namespace NegPreact.Tests.Tokens;

/// <summary>
/// The vocabulary of a GGUF file whose pre-tokenizer is `smollm`, as the `tokenizer.json` that it was made from: digits
/// one by one, then byte-level. Only what the tests need of the format.
/// </summary>
internal static class GgufVocabulary
{
    private const int Number32 = 5;
    private const int Text = 8;
    private const int List = 9;
    private const int NormalToken = 1;

    /// <summary>The file's metadata that say what its tokenizer is.</summary>
    public static Dictionary<string, object> Metadata(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        Assert.Equal("GGUF", Encoding.ASCII.GetString(reader.ReadBytes(4)));
        Assert.InRange(reader.ReadInt32(), 2, 3);
        reader.ReadInt64(); // tensors
        var read = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var left = reader.ReadInt64(); left > 0; left--)
        {
            var name = String(reader);
            read[name] = Value(reader, reader.ReadInt32());
        }
        return read;
    }

    /// <summary>The `tokenizer.json`; control and user-defined tokens are added tokens.</summary>
    public static JsonObject ToTokenizerJson(Dictionary<string, object> metadata)
    {
        var tokens = ((object[])metadata["tokenizer.ggml.tokens"]).Cast<string>().ToArray();
        var types = ((object[])metadata["tokenizer.ggml.token_type"]).Cast<int>().ToArray();
        var byteLevel = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = true };
        var vocabulary = tokens.Select((t, id) => KeyValuePair.Create(t, (JsonNode?)id));
        var added = Enumerable.Range(0, tokens.Length).Where(id => types[id] != NormalToken);
        return new JsonObject
        {
            ["added_tokens"] = new JsonArray(
                [.. added.Select(id => TinyTokenizer.Added(id, tokens[id], special: true))]),
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject { ["type"] = "Digits", ["individual_digits"] = true }, byteLevel),
            },
            ["decoder"] = byteLevel.DeepClone(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = new JsonObject(vocabulary),
                ["merges"] = new JsonArray(
                    [.. ((object[])metadata["tokenizer.ggml.merges"]).Select(m => JsonValue.Create((string)m))]),
            },
        };
    }

    private static object Value(BinaryReader reader, int type)
    {
        switch (type)
        {
            case Number32:
                return reader.ReadInt32();
            case Text:
                return String(reader);
            case List:
                var of = reader.ReadInt32();
                return Enumerable.Range(0, (int)reader.ReadInt64()).Select(_ => Value(reader, of)).ToArray();
            default: // a number or truth value by its size
                return reader.ReadBytes(type switch { 0 or 1 or 7 => 1, 2 or 3 => 2, 4 or 6 => 4, _ => 8 });
        }
    }

    private static string String(BinaryReader reader) =>
        Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadInt64()));
}
