using System.Text.Json.Nodes;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

/// <summary>
/// Ids that Hugging Face's tokenizers gave for texts with digits, for every GGUF file of the shared folder whose
/// pre-tokenizer is SmolLM's.
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class DigitsOracleTests
{
    // A name that is not there stands in for none at all, so that the skip carries its reason.
    public static TheoryData<string, string> Files()
    {
        var found = new TheoryData<string, string>();
        foreach (var folder in SharedData.Folders("data", "oracle.json"))
            foreach (var file in Directory.EnumerateFiles(folder, "*.gguf").Order(StringComparer.Ordinal))
                Add(file, Path.Combine(folder, "oracle.json"));
        if (Directory.Exists(Path.Combine(SharedData.Root, "gguf")))
            foreach (var file in Directory.EnumerateFiles(
                Path.Combine(SharedData.Root, "gguf"), "*.gguf").Order(StringComparer.Ordinal))
                Add(file, Path.ChangeExtension(file, ".json"));
        if (found.Count == 0)
            found.Add("data/(none).gguf", "data/(none).json");
        return found;

        void Add(string file, string oracle)
        {
            if (File.Exists(oracle) && GgufVocabulary.Metadata(file).GetValueOrDefault("tokenizer.ggml.pre") is "smollm")
                found.Add(Path.GetRelativePath(SharedData.Root, file), Path.GetRelativePath(SharedData.Root, oracle));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Ids_are_those_of_Hugging_Face(string file, string oracle)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), GgufVocabulary.ToTokenizerJson(
            GgufVocabulary.Metadata(SharedData.Need(file))).ToJsonString());
        var tokenizer = Tokenizer.Load(folder.Path);
        var section = JsonNode.Parse(File.ReadAllText(SharedData.Need(oracle)))!["tokenizer"]!;
        var cases = section as JsonArray ?? section["cases"]!.AsArray();
        Assert.NotEmpty(cases);
        foreach (var expected in cases)
            Assert.Equal(
                expected!["ids"]!.AsArray().Select(id => id!.GetValue<int>()),
                tokenizer.Encode(expected["text"]!.GetValue<string>(), addSpecialTokens: false));
    }
}
