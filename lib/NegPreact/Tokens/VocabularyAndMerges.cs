using System.Text.Json;
using System.Text.Json.Nodes;

namespace NegPreact.Tokens;

/// <summary>
/// `vocab.json` and `merges.txt`, the older form of a byte-level tokenizer (OPT has only this one), written as a
/// `tokenizer.json`.
/// </summary>
internal static class VocabularyAndMerges
{
    private static readonly string[] Specials = ["bos_token", "eos_token", "unk_token", "pad_token"];

    /// <summary>Whether a folder holds the two files.</summary>
    public static bool AreIn(string folder) => File.Exists(VocabularyOf(folder)) && File.Exists(MergesOf(folder));

    /// <summary>The file that stands for both in messages.</summary>
    public static string VocabularyOf(string folder) => Path.Combine(folder, "vocab.json");

    /// <summary>What transformers' GPT2Tokenizer does with the two files, as a `tokenizer.json`.</summary>
    /// <exception cref="NegPreactException">A file is broken, or another class reads them.</exception>
    public static byte[] ToTokenizerJson(string folder)
    {
        var vocabulary = Object(VocabularyOf(folder))!;
        var config = Object(Path.Combine(folder, "tokenizer_config.json")) ?? [];
        var type = config["tokenizer_class"]?.ToString() ?? "GPT2Tokenizer";
        if (type is not ("GPT2Tokenizer" or "GPT2TokenizerFast"))
            throw new UnsupportedTokenizerException($"{folder}: vocab.json and merges.txt of a {type} are not "
                + "supported, only those of a GPT2Tokenizer; put the model's tokenizer.json there.");
        var ids = Specials.Select(name => Content(config[name])).Where(text => text is not null).Distinct()
            .ToDictionary(text => text!, text => vocabulary[text!]?.GetValue<int>()
                ?? throw new NegPreactException(
                    ErrorKind.TokenizerFile, $"{folder}: tokenizer_config.json names the token '{text}', which "
                    + "vocab.json does not hold; correct one of the two."));
        var byteLevel = new JsonObject { ["type"] = "ByteLevel",
            ["add_prefix_space"] = config["add_prefix_space"]?.GetValue<bool>() ?? false, ["trim_offsets"] = true };
        var bos = config["add_bos_token"]?.GetValue<bool>() == true ? Content(config["bos_token"]) : null;
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["added_tokens"] = new JsonArray([.. ids.Select(t => new JsonObject
            {
                ["id"] = t.Value, ["content"] = t.Key, ["special"] = true, ["single_word"] = false, ["lstrip"] = false,
                    ["rstrip"] = false, ["normalized"] = false,
            })]),
            ["normalizer"] = null,
            ["pre_tokenizer"] = byteLevel,
            ["post_processor"] = bos is null ? byteLevel.DeepClone() : Begins(bos, ids[bos]),
            ["decoder"] = byteLevel.DeepClone(),
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary,
                ["merges"] = Merges(MergesOf(folder)) },
        });
    }

    private static string MergesOf(string folder) => Path.Combine(folder, "merges.txt");

    private static JsonObject? Object(string path)
    {
        try
        {
            return !File.Exists(path) ? null : JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw new NegPreactException(
                    ErrorKind.TokenizerFile, $"{path} is not a JSON object; fetch the file again.");
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.TokenizerFile, $"{path} is not JSON (line {e.LineNumber + 1}); fetch the file again.", e);
        }
    }

    private static JsonArray Merges(string path)
    {
        var merges = new JsonArray();
        foreach (var line in File.ReadLines(path).Where(
            l => l.Length > 0 && !l.StartsWith("#version", StringComparison.Ordinal)))
            merges.Add(line);
        return merges;
    }

    private static string? Content(JsonNode? token) => (
        token is JsonObject described ? described["content"] : token)?.ToString();

    private static JsonObject Begins(string token, int id) => new()
    {
        ["type"] = "TemplateProcessing",
        ["single"] = new JsonArray(Part("SpecialToken", token), Part("Sequence", "A")),
        ["pair"] = new JsonArray(Part("SpecialToken", token), Part("Sequence", "A"), Part("Sequence", "B")),
        ["special_tokens"] = new JsonObject { [token] = new JsonObject { ["id"] = token, ["ids"] = new JsonArray(id),
            ["tokens"] = new JsonArray(token) } },
    };

    private static JsonObject Part(string kind, string id) =>
        new() { [kind] = new JsonObject { ["id"] = id, ["type_id"] = 0 } };
}
