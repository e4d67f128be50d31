using System.Text.Json.Nodes;
using NegPreact.Tokens;
using NegPreact.Training.Tokens;

namespace NegPreact.Tests.Tokens;

/// <summary>A small tokenizer in a folder of its own: end of text, 256 bytes, and `Ġt`, `he`, `Ġthe` merged.</summary>
internal sealed class TinyTokenizer : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public string File => folder.File("tokenizer.json");

    /// <summary>Writes the file, changed as asked.</summary>
    public TinyTokenizer(Action<JsonNode>? change = null)
    {
        var json = JsonNode.Parse(BpeTrainer.Train([" the the the to to he"], 260))!;
        change?.Invoke(json);
        Write(json.ToJsonString());
    }

    /// <summary>A tokenizer changed as asked, loaded.</summary>
    public static Tokenizer Make(Action<JsonNode>? change = null)
    {
        using var tiny = new TinyTokenizer(change);
        return Tokenizer.Load(tiny.Folder);
    }

    public void Write(string content) => System.IO.File.WriteAllText(File, content);

    public void Dispose() => folder.Dispose();

    /// <summary>The JSON of an added token.</summary>
    public static JsonObject Added(int id, string content, bool special = false, bool normalized = false) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = normalized,
        ["special"] = special,
    };
}
