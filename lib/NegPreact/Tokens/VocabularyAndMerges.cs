using System.Text.Json;
using System.Text.Json.Nodes;

namespace NegPreact.Tokens;

/// <summary>
/// `vocab.json` and `merges.txt`, the older form of a byte-level tokenizer (OPT has only this one), written as a
/// `tokenizer.json`.
/// </summary>
internal static class VocabularyAndMerges
{
    private const string Gpt2 = "GPT2Tokenizer";

    private static readonly string[] Specials = ["bos_token", "eos_token", "unk_token", "pad_token"];

    /// <summary>Whether a folder holds the two files.</summary>
    public static bool AreIn(string folder) => File.Exists(VocabularyOf(folder)) && File.Exists(MergesOf(folder));

    /// <summary>The file that stands for both in messages.</summary>
    public static string VocabularyOf(string folder) => Path.Combine(folder, "vocab.json");

    /// <summary>What transformers' GPT2Tokenizer does with the two files, as a `tokenizer.json`.</summary>
    /// <exception cref="NegPreactException">A file is broken, or another class reads them.</exception>
    public static byte[] ToTokenizerJson(string folder, TokenizerSettings settings)
    {
        var vocabulary = TokenizerSettings.Object(VocabularyOf(folder))!.Value;
        RefuseOtherClasses(folder, settings, vocabulary);
        var added = Added(folder, settings, vocabulary);
        var addsSpace = Flag(settings, "add_prefix_space");
        var bos = Flag(settings, "add_bos_token") ? Special(settings, "bos_token", vocabulary) : null;
        return TokenizerParts.Bytes(TokenizerParts.Of(
            added.Values, normalizer: null, TokenizerParts.ByteLevel(addsSpace),
            bos is null ? TokenizerParts.ByteLevel(addsSpace)
                : TokenizerParts.Around((bos, added[bos]["id"]!.GetValue<int>()), after: null),
            TokenizerParts.ByteLevel(addsSpace),
            TokenizerParts.BytePairs(JsonObject.Create(vocabulary)!, Merges(MergesOf(folder)))));
    }

    private static string MergesOf(string folder) => Path.Combine(folder, "merges.txt");

    // Other classes cut and normalize text in other ways by the same two files (Qwen's, CLIP's, RoBERTa's).
    private static void RefuseOtherClasses(string folder, TokenizerSettings settings, JsonElement vocabulary)
    {
        var type = settings.Class ?? (settings.Family is { } family ? $"model of type {family}" : null);
        if (type is null && Specials.All(name => Special(settings, name, vocabulary) is null))
            type = "class that no file names";
        if (type is not (null or Gpt2 or "GPT2TokenizerFast"))
            throw new UnsupportedTokenizerException($"{folder}: vocab.json and merges.txt of a {type} are not "
                + "supported, only those of a GPT2Tokenizer; put the model's tokenizer.json there.");
    }

    // What the files describe, then what they or else the class name, by content.
    private static Dictionary<string, JsonObject> Added(
        string folder, TokenizerSettings settings, JsonElement vocabulary)
    {
        var named = Specials.Select(name => Special(settings, name, vocabulary)).OfType<string>().Distinct().ToList();
        var added = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        if (TokenizerSettings.Property(settings.Config, "added_tokens_decoder") is { } described)
            foreach (var token in described.EnumerateObject())
            {
                var copy = JsonObject.Create(token.Value) ?? throw new FormatException("an added token is null.");
                copy["id"] = int.TryParse(token.Name, out var id) ? id : throw new NegPreactException(
                    ErrorKind.TokenizerFile, $"{settings.Path}: '{token.Name}' among the added_tokens_decoder is no "
                    + "id; correct the file.");
                added[token.Value.GetProperty("content").Text()] = copy;
            }
        else if (TokenizerSettings.Object(Path.Combine(folder, "added_tokens.json")) is { } list)
            foreach (var token in list.EnumerateObject())
                added[token.Name] = Token(token.Value.GetInt32(), token.Name, named.Contains(token.Name));
        foreach (var text in named.Where(text => !added.ContainsKey(text)))
            added[text] = Token(
                vocabulary.TryGetProperty(text, out var id) ? id.GetInt32() : throw new NegPreactException(
                    ErrorKind.TokenizerFile, $"{folder}: the special token '{text}' is named, but neither vocab.json "
                    + "nor the added tokens hold it; correct one of the files."), text, special: true);
        return added;
    }

    // The class's own token counts where the vocabulary has it.
    private static string? Special(TokenizerSettings settings, string name, JsonElement vocabulary) =>
        settings.Source(name) is not null ? settings.Token(name)
        : TokenizerSettings.ClassToken(settings.Class ?? Gpt2, name) is { } text
            && vocabulary.TryGetProperty(text, out _) ? text
        : null;

    private static JsonObject Token(int id, string content, bool special) =>
        TokenizerParts.Added(id, content, special, normalized: !special);

    private static bool Flag(TokenizerSettings settings, string name) =>
        TokenizerSettings.Property(settings.Config, name)?.GetBoolean() ?? false;

    private static IEnumerable<string> Merges(string path) => File.ReadLines(path).Where(
        l => l.Length > 0 && !l.StartsWith("#version", StringComparison.Ordinal));
}
