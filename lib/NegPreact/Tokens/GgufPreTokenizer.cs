using System.Text.Json.Nodes;

namespace NegPreact.Tokens;

/// <summary>
/// What a GGUF file's `tokenizer.ggml.pre` stands for: how a byte-level tokenizer cuts text into words, and what else
/// the published tokenizers of that name have in common.
/// </summary>
/// <param name="Splits">What cuts, one after the other, as `tokenizer.json` writes it.</param>
/// <param name="Normalizes">Whether text is brought into NFC first, of which the file itself says nothing.</param>
/// <param name="IgnoresMerges">Whether a word that is a token becomes it at once.</param>
/// <param name="Begins">Whether texts begin with the begin token where the file does not say.</param>
internal sealed record GgufPreTokenizer(
    Func<JsonObject> Splits, bool Normalizes = false, bool IgnoresMerges = false, bool Begins = false)
{
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string Upper = @"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]";
    private const string Lower = @"[\p{Ll}\p{Lm}\p{Lo}\p{M}]";
    private const string WhiteSpace = @"\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly Dictionary<string, GgufPreTokenizer> known = new(StringComparer.Ordinal)
    {
        ["gpt-2"] = new(Gpt2),
        ["olmo"] = new(Gpt2, Normalizes: true),
        ["smollm"] = new(SingleDigits),
        ["starcoder"] = new(SingleDigits),
        ["refact"] = new(SingleDigits),
        ["llama-bpe"] = new(Words("{1,3}"), IgnoresMerges: true, Begins: true),
        ["llama3"] = new(Words("{1,3}"), IgnoresMerges: true, Begins: true),
        ["llama-v3"] = new(Words("{1,3}"), IgnoresMerges: true, Begins: true),
        ["smaug-bpe"] = new(Words("{1,3}")),
        ["dbrx"] = new(Words("{1,3}")),
        ["qwen2"] = new(Words(""), Normalizes: true),
        ["stablelm2"] = new(Words(""), Normalizes: true),
        ["tekken"] = new(CasedWords("", ""), IgnoresMerges: true, Begins: true),
        ["gpt-4o"] = new(CasedWords(Contractions + "?", "{1,3}")),
    };

    /// <summary>The one of a name.</summary>
    /// <exception cref="UnsupportedTokenizerException">It is not known.</exception>
    public static GgufPreTokenizer Find(string? name, string path) =>
        known.GetValueOrDefault(name ?? "") ?? throw new UnsupportedTokenizerException(
            $"{path}: {(name is null ? "does not name its pre-tokenizer (tokenizer.ggml.pre)" : $"the pre-tokenizer "
            + $"'{name}' is not supported")}; known are {string.Join(", ", known.Keys)}. Convert the original model "
            + "again with a current converter, or load its Hugging Face folder.");

    /// <summary>Whether a name is known and means that text is brought into NFC.</summary>
    public static bool IsNormalizing(string? name) => known.GetValueOrDefault(name ?? "")?.Normalizes ?? false;

    private static JsonObject Gpt2() => TokenizerParts.ByteLevel();

    private static JsonObject SingleDigits() => TokenizerParts.Sequence(
        "pretokenizers", new() { ["type"] = "Digits", ["individual_digits"] = true }, TokenizerParts.ByteLevel());

    // GPT-4's expression as Llama 3 writes it: contractions, words with what stands before them, numbers of so many
    // digits, signs, white space.
    private static Func<JsonObject> Words(string digits) => Split(
        Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + digits + @"| ?[^\s\p{L}\p{N}]+[\r\n]*|" + WhiteSpace);

    // GPT-4o's: a capital in the middle of a word begins another.
    private static Func<JsonObject> CasedWords(string ending, string digits) => Split(
        @"[^\r\n\p{L}\p{N}]?" + Upper + "*" + Lower + "+" + ending + @"|[^\r\n\p{L}\p{N}]?" + Upper + "+" + Lower + "*"
        + ending + @"|\p{N}" + digits + @"| ?[^\s\p{L}\p{N}]+[\r\n/]*|" + WhiteSpace);

    private static Func<JsonObject> Split(string pattern) => () => TokenizerParts.Sequence(
        "pretokenizers",
        new()
        {
            ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = pattern }, ["behavior"] = "Isolated",
            ["invert"] = false,
        },
        TokenizerParts.ByteLevel(useRegex: false));
}
