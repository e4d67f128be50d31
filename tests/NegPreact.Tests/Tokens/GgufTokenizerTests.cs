using System.Text.Json.Nodes;
using NegPreact.Tokens;
using NegPreact.Weights;

namespace NegPreact.Tests.Tokens;

/// <summary>
/// Tokenizers from the metadata of every GGUF file of the shared folder, against the ids of the tokenizers that the
/// files were made from.
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class GgufTokenizerTests
{
    // A name that is not there stands in for none at all, so that the skip carries its reason.
    public static TheoryData<string, string> Files()
    {
        var found = new TheoryData<string, string>();
        foreach (var folder in SharedData.Folders("data", "oracle.json"))
            foreach (var file in Named(folder))
                Add(file, Path.Combine(folder, "oracle.json"));
        if (Directory.Exists(Path.Combine(SharedData.Root, "gguf")))
            foreach (var file in Named(Path.Combine(SharedData.Root, "gguf")))
                Add(file, Path.ChangeExtension(file, ".json"));
        if (found.Count == 0)
            found.Add("gguf/(none).gguf", "gguf/(none).json");
        return found;

        static IEnumerable<string> Named(string folder) =>
            Directory.EnumerateFiles(folder, "*.gguf").Order(StringComparer.Ordinal);

        void Add(string file, string oracle)
        {
            if (File.Exists(oracle) && JsonNode.Parse(File.ReadAllText(oracle))!["tokenizer"] is not null)
                found.Add(Path.GetRelativePath(SharedData.Root, file), Path.GetRelativePath(SharedData.Root, oracle));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Ids_are_those_of_the_original_tokenizer_before_and_after_conversion(string file, string oracle)
    {
        var metadata = Metadata(file);
        var read = GgufTokenizer.Read(metadata)!;
        using var folder = new TemporaryFolder();
        Assert.True(GgufTokenizer.Write(metadata, folder.Path));
        var converted = Tokenizer.Load(folder.Path);
        Assert.Equal(read.Sha256, converted.Sha256);
        Assert.Equal((read.BeginOfTextId, read.EndOfTextId), (converted.BeginOfTextId, converted.EndOfTextId));
        // llama.cpp follows the file alone, the original tokenizer does more, and that is said.
        if (!Cases(oracle).TrueForAll(IsOfTheOriginal))
            Assert.Contains("NFC", Assert.Single(GgufTokenizer.Assumed(metadata)), StringComparison.Ordinal);
        Assert.Equal(Id(metadata, "bos"), read.BeginOfTextId);
        Assert.Equal(Id(metadata, "eos"), read.EndOfTextId);
        foreach (var expected in Cases(oracle))
        {
            var text = expected["text"]!.GetValue<string>();
            foreach (var tokenizer in (Tokenizer[])[read, converted])
            {
                Assert.Equal(Ids(expected, "ids"), tokenizer.Encode(text, addSpecialTokens: false));
                if (Ids(expected, "ids_add_special") is { } more && IsOfTheOriginal(expected))
                    Assert.Equal(more, tokenizer.Encode(text));
            }
        }
    }

    // Tokenizer always looks for marks in a text; here the file no longer says that they are marks.
    [Theory]
    [MemberData(nameof(Files))]
    public void A_mark_that_the_file_does_not_call_one_is_text(string file, string oracle)
    {
        var metadata = Metadata(file);
        var values = Values(metadata);
        values["tokenizer.ggml.token_type"] = metadata.Integers("tokenizer.ggml.token_type")!
            .Select(kind => kind is 2 or 3 ? 5 : kind).ToArray();
        var tokenizer = GgufTokenizer.Read(GgufMetadata.Of(file, values))!;
        foreach (var expected in Cases(oracle).Where(IsOfTheOriginal))
            if (Ids(expected, "ids_no_parse") is { } ids)
                Assert.Equal(ids, tokenizer.Encode(expected["text"]!.GetValue<string>(), addSpecialTokens: false));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Text_comes_back(string file, string oracle)
    {
        var tokenizer = GgufTokenizer.Read(Metadata(file))!;
        foreach (var expected in Cases(oracle))
        {
            // Phi-3's marks swallow white space; a SentencePiece tokenizer gets a space after each.
            var text = expected["text"]!.GetValue<string>();
            var ids = tokenizer.Encode(text, addSpecialTokens: false);
            if (!ids.Any(tokenizer.IsSpecial))
                Assert.True(tokenizer.Decode(ids) is var back && (back == text || back == Nfc.Apply(text)), text);
        }
    }

    private static GgufMetadata Metadata(string file)
    {
        using var gguf = GgufFile.Open(SharedData.Need(file));
        return gguf.Metadata;
    }

    // What a tokenizer is read from.
    private static Dictionary<string, object> Values(GgufMetadata metadata)
    {
        var values = new Dictionary<string, object?>
        {
            ["general.architecture"] = metadata.Text("general.architecture"),
            ["tokenizer.ggml.model"] = metadata.Text("tokenizer.ggml.model"),
            ["tokenizer.ggml.pre"] = metadata.Text("tokenizer.ggml.pre"),
            ["tokenizer.ggml.tokens"] = metadata.Texts("tokenizer.ggml.tokens"),
            ["tokenizer.ggml.merges"] = metadata.Texts("tokenizer.ggml.merges"),
            ["tokenizer.ggml.scores"] = metadata.Numbers("tokenizer.ggml.scores"),
        };
        foreach (var key in metadata.Keys.Where(k => k.StartsWith("tokenizer.ggml.", StringComparison.Ordinal)))
            if (key.EndsWith("_token_id", StringComparison.Ordinal))
                values[key] = metadata.Integer(key);
            else if (key.StartsWith("tokenizer.ggml.add_", StringComparison.Ordinal))
                values[key] = metadata.Flag(key);
        return values.Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value!);
    }

    private static int? Id(GgufMetadata metadata, string purpose) =>
        (int?)metadata.Integer($"tokenizer.ggml.{purpose}_token_id");

    private static List<JsonObject> Cases(string oracle)
    {
        var section = JsonNode.Parse(File.ReadAllText(SharedData.Need(oracle)))!["tokenizer"]!;
        var cases = (section as JsonArray ?? section["cases"]!.AsArray()).Select(c => c!.AsObject()).ToList();
        Assert.NotEmpty(cases);
        return cases;
    }

    // Where llama.cpp differs from the original tokenizer, the other lists are llama.cpp's.
    private static bool IsOfTheOriginal(JsonObject expected) => !expected.ContainsKey("llama_cpp_ids");

    private static int[]? Ids(JsonObject expected, string name) =>
        expected[name]?.AsArray().Select(id => id!.GetValue<int>()).ToArray();
}
