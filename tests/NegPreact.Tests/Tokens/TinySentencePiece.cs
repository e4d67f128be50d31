using System.Text.Json.Nodes;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

/// <summary>
/// A small SentencePiece-style tokenizer as Llama 2's file writes it: marks, 256 bytes, `▁`, five letters, five merges.
/// </summary>
internal static class TinySentencePiece
{
    public const int FirstByte = 3;

    private static readonly string[] pieces = ["▁", "t", "h", "e", "a", "漢", "▁t", "he", "▁the", "▁▁", "aa"];

    /// <summary>The id of a piece.</summary>
    public static int Id(string piece) => FirstByte + 256 + Array.IndexOf(pieces, piece);

    /// <summary>The tokenizer, changed as asked, and with a tokenizer_config.json if one is given.</summary>
    public static Tokenizer Make(Action<JsonNode>? change = null, string? config = null)
    {
        using var folder = new TinyTokenizer();
        var json = Json();
        change?.Invoke(json);
        folder.Write(json.ToJsonString());
        if (config is not null)
            File.WriteAllText(Path.Combine(folder.Folder, "tokenizer_config.json"), config);
        return Tokenizer.Load(folder.Folder);
    }

    public static JsonNode Json()
    {
        var vocabulary = new JsonObject { ["<unk>"] = 0, ["<s>"] = 1, ["</s>"] = 2 };
        for (var b = 0; b < 256; b++)
            vocabulary[$"<0x{b:X2}>"] = FirstByte + b;
        foreach (var piece in pieces)
            vocabulary[piece] = Id(piece);
        var json = JsonNode.Parse("""
            {
              "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
              "pre_tokenizer": null,
              "post_processor": {"type": "TemplateProcessing",
                "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
              "decoder": {"type": "Sequence", "decoders": [
                {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
                {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
              "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true,
                "merges": ["▁ t", "h e", "▁t he", "▁ ▁", "a a"]}
            }
            """)!;
        json["model"]!["vocab"] = vocabulary;
        json["added_tokens"] = new JsonArray(
            TinyTokenizer.Added(0, "<unk>", special: true), TinyTokenizer.Added(1, "<s>", special: true),
            TinyTokenizer.Added(2, "</s>", special: true));
        return json;
    }

    /// <summary>The newer form: a Metaspace pre-tokenizer and no normalizer.</summary>
    public static void Metaspace(JsonNode json, string settings)
    {
        json["normalizer"] = null;
        json["pre_tokenizer"] = JsonNode.Parse($$"""{"type": "Metaspace", "replacement": "▁", {{settings}}}""");
    }

    /// <summary>A vocabulary without bytes.</summary>
    public static void WithoutBytes(JsonNode json, bool fuse)
    {
        json["model"]!["byte_fallback"] = false;
        json["model"]!["fuse_unk"] = fuse;
        json["decoder"]!["decoders"]!.AsArray().RemoveAt(1);
        for (var b = 0; b < 256; b++)
            json["model"]!["vocab"]!.AsObject().Remove($"<0x{b:X2}>");
    }
}
