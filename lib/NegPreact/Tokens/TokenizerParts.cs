using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NegPreact.Tokens;

/// <summary>Parts of Hugging Face's `tokenizer.json`, for those who write one.</summary>
internal static class TokenizerParts
{
    private static readonly JsonSerializerOptions plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole file.</summary>
    public static JsonObject Of(
        IEnumerable<JsonObject> added, JsonObject? normalizer, JsonObject? preTokenizer, JsonObject? postProcessor,
        JsonObject decoder, JsonObject model) => new()
    {
        ["version"] = "1.0", ["truncation"] = null, ["padding"] = null, ["added_tokens"] = new JsonArray([.. added]),
        ["normalizer"] = normalizer, ["pre_tokenizer"] = preTokenizer, ["post_processor"] = postProcessor,
        ["decoder"] = decoder, ["model"] = model,
    };

    /// <summary>A byte-pair encoding.</summary>
    /// <param name="vocabulary">Tokens with their ids.</param>
    /// <param name="merges">`left right`, the first before the second.</param>
    /// <param name="unknown">The token of characters that the vocabulary lacks, or null.</param>
    /// <param name="byteFallback">Whether such characters become bytes.</param>
    /// <param name="ignoreMerges">Whether a word that is a token becomes it at once.</param>
    public static JsonObject BytePairs(
        JsonObject vocabulary, IEnumerable<string> merges, string? unknown = null, bool byteFallback = false,
        bool ignoreMerges = false) => new()
    {
        ["type"] = "BPE", ["dropout"] = null, ["unk_token"] = unknown, ["continuing_subword_prefix"] = null,
        ["end_of_word_suffix"] = null, ["fuse_unk"] = unknown is not null, ["byte_fallback"] = byteFallback,
        ["ignore_merges"] = ignoreMerges, ["vocab"] = vocabulary,
        ["merges"] = new JsonArray([.. merges.Select(m => JsonValue.Create(m))]),
    };

    /// <summary>An added token.</summary>
    public static JsonObject Added(
        int id, string content, bool special, bool rightStrip = false, bool normalized = false) => new()
    {
        ["id"] = id, ["content"] = content, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = rightStrip,
        ["normalized"] = normalized, ["special"] = special,
    };

    /// <summary>The pre-tokenizer, post-processor and decoder of byte-level tokens.</summary>
    public static JsonObject ByteLevel(bool addPrefixSpace = false, bool useRegex = true) => new()
    {
        ["type"] = "ByteLevel", ["add_prefix_space"] = addPrefixSpace, ["trim_offsets"] = true,
            ["use_regex"] = useRegex,
    };

    /// <summary>What SentencePiece does before: spaces as marks, one of them in front where asked for.</summary>
    public static JsonObject MarkNormalizer(bool addsSpace)
    {
        var replace = JsonNode.Parse("""{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}""")!.AsObject();
        return addsSpace ? Sequence("normalizers", new() { ["type"] = "Prepend", ["prepend"] = "▁" }, replace)
            : replace;
    }

    /// <summary>The way back.</summary>
    public static JsonObject MarkDecoder(bool addsSpace, bool byteFallback)
    {
        var decoders = new List<JsonObject>
        {
            JsonNode.Parse("""{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}""")!.AsObject(),
        };
        if (byteFallback)
            decoders.Add(new() { ["type"] = "ByteFallback" });
        decoders.Add(new() { ["type"] = "Fuse" });
        if (addsSpace)
            decoders.Add(new() { ["type"] = "Strip", ["content"] = " ", ["start"] = 1, ["stop"] = 0 });
        return Sequence("decoders", [.. decoders]);
    }

    /// <summary>The post-processor that puts tokens around a text; null for none.</summary>
    public static JsonObject? Around((string Token, int Id)? before, (string Token, int Id)? after)
    {
        if (before is null && after is null)
            return null;
        var ids = new JsonObject();
        foreach (var (token, id) in new[] { before, after }.OfType<(string Token, int Id)>())
            ids[token] = new JsonObject { ["id"] = token, ["ids"] = new JsonArray(id),
                ["tokens"] = new JsonArray(token) };
        return new()
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray([.. Text("A", 0)]),
            ["pair"] = new JsonArray([.. Text("A", 0), .. Text("B", 1)]),
            ["special_tokens"] = ids,
        };

        IEnumerable<JsonNode> Text(string name, int type)
        {
            if (before is { Token: var begin })
                yield return Piece("SpecialToken", begin, type);
            yield return Piece("Sequence", name, type);
            if (after is { Token: var end })
                yield return Piece("SpecialToken", end, type);
        }
    }

    /// <summary>Several parts, one after the other.</summary>
    /// <param name="list">What the list is called in this place.</param>
    /// <param name="parts">The parts.</param>
    public static JsonObject Sequence(string list, params JsonObject[] parts) =>
        new() { ["type"] = "Sequence", [list] = new JsonArray([.. parts]) };

    /// <summary>The file's bytes.</summary>
    public static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, plain);

    private static JsonObject Piece(string kind, string id, int type) =>
        new() { [kind] = new JsonObject { ["id"] = id, ["type_id"] = type } };
}
