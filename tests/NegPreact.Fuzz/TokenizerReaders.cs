using NegPreact.Tests.Tokens;
using NegPreact.Tokens;

namespace NegPreact.Fuzz;

/// <summary>Readers of tokenizers, in all their forms.</summary>
internal static class TokenizerReaders
{
    private const string Name = "tokenizer.json", Settings = "tokenizer_config.json";

    private static readonly string[] texts =
        ["the cat's 12 dogs \n  na\u00EFve \u6F22\u5B57 \U0001F600 <|endoftext|><s>", new string('a', 60) + " b",
        "\u2581\u2581 the"];

    public static IEnumerable<Reader> All()
    {
        var bytes = Bytes();
        var pieces = Reader.Sample(Name, TinySentencePiece.Json().ToJsonString());
        var metaspace = TinySentencePiece.Json();
        TinySentencePiece.Metaspace(metaspace, """ "prepend_scheme": "first", "split": true """);
        var split = System.Text.Json.Nodes.JsonNode.Parse(bytes[Name])!;
        split["pre_tokenizer"] = System.Text.Json.Nodes.JsonNode.Parse("""
            {"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true},
              {"type": "Split", "pattern": {"Regex": "\\p{L}+|\\s+"}, "behavior": "Isolated", "invert": false},
              {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false, "trim_offsets": true}]}
            """);
        IReadOnlyDictionary<string, byte[]>[] all =
            [bytes, pieces, Reader.Sample(Name, metaspace.ToJsonString()), Reader.Sample(Name, split.ToJsonString())];
        yield return new("tokenizer", Name, Form.Json, all, Read);
        yield return new("tokenizer-gz", Name + ".gz", Form.Json, [.. all.Select(
            s => new Dictionary<string, byte[]> { [Name + ".gz"] = s[Name] })], Read);
        var settings = System.Text.Encoding.UTF8.GetBytes("""
            {"tokenizer_class": "LlamaTokenizer", "add_bos_token": true, "bos_token": {"content": "<s>"},
             "eos_token": "</s>", "unk_token": null}
            """);
        yield return new("tokenizer-config", Settings, Form.Json,
            [new Dictionary<string, byte[]> { [Name] = pieces[Name], [Settings] = settings }], Read);
        var older = Older();
        foreach (var (file, form) in new[]
        {
            ("vocab.json", Form.Json), ("merges.txt", Form.Lines), (Settings, Form.Json),
            ("special_tokens_map.json", Form.Json),
        })
            yield return new($"older-{Path.GetFileNameWithoutExtension(file)}", file, form, [older], Read);
    }

    /// <summary>Encodes and decodes a few texts.</summary>
    public static void Use(Tokenizer tokenizer)
    {
        foreach (var text in texts)
            tokenizer.Decode(tokenizer.Encode(text));
        tokenizer.EncodeWithOffsets(texts[0]);
    }

    private static void Read(string folder) => Use(Tokenizer.Load(folder));

    private static IReadOnlyDictionary<string, byte[]> Bytes()
    {
        using var tiny = new TinyTokenizer();
        return Reader.Sample(Name, File.ReadAllText(tiny.File));
    }

    private static Dictionary<string, byte[]> Older()
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(Bytes()[Name])!["model"]!;
        return new()
        {
            ["vocab.json"] = Utf8(json["vocab"]!.ToJsonString()),
            ["merges.txt"] = Utf8("#version: 0.2\n" + string.Join('\n', json["merges"]!.AsArray().Select(
                m => m is System.Text.Json.Nodes.JsonArray pair ? string.Join(' ', pair) : (string)m!))),
            [Settings] = Utf8("""
                {"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": false, "added_tokens_decoder": {
                  "300": {"content": "<x>", "special": true, "normalized": false, "lstrip": false, "rstrip": true}}}
                """),
            ["special_tokens_map.json"] = Utf8("""{"eos_token": "<|endoftext|>", "bos_token": {"content": "<x>"}}"""),
        };
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
