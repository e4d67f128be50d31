using System.Text.Json.Nodes;
using NegPreact.Weights;

namespace NegPreact.Tokens;

/// <summary>
/// The tokenizer in a GGUF file's metadata, as the `tokenizer.json` of Hugging Face that does the same: what is read
/// from the file and what is converted are one thing.
/// </summary>
/// <remarks>
/// What the file cannot say follows the published tokenizers of its kind: NFC by the pre-tokenizer's name, and that
/// Phi-3's marks swallow the white space after them. A SentencePiece tokenizer that puts a space in front of a text
/// puts one after each special token too, as llama.cpp does.
/// </remarks>
internal static class GgufTokenizer
{
    private const string ModelKey = GgufVocabulary.Prefix + "model", PreKey = GgufVocabulary.Prefix + "pre";

    private static readonly string[] purposes = ["bos", "eos", "unknown", "padding"];

    // Phi-3's other marks strip.
    private static readonly string[] phi3Unstripping = ["<unk>", "<s>", "<|endoftext|>"];

    /// <summary>Reads a file's tokenizer.</summary>
    /// <param name="metadata">What the file says.</param>
    /// <returns>Null where the file has none.</returns>
    /// <exception cref="NegPreactException">
    /// It is of a kind that is not known here, or the metadata contradict each other.
    /// </exception>
    public static Tokenizer? Read(GgufMetadata metadata) => Files(metadata) is not var (json, config) ? null
        : Tokenizer.Of(TokenizerFile.Of(metadata.Path, json, config));

    /// <summary>Writes a file's tokenizer as `tokenizer.json` and `tokenizer_config.json`.</summary>
    /// <param name="metadata">What the file says.</param>
    /// <param name="folder">The folder to write them to, which exists.</param>
    /// <returns>Whether the file has a tokenizer.</returns>
    /// <exception cref="NegPreactException">As <see cref="Read"/>.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static bool Write(GgufMetadata metadata, string folder)
    {
        if (Files(metadata) is not var (json, config))
            return false;
        File.WriteAllBytes(Path.Combine(folder, TokenizerFile.Name), json);
        File.WriteAllBytes(Path.Combine(folder, TokenizerSettings.Name), config);
        return true;
    }

    /// <summary>What the file does not say of its tokenizer and is taken from published ones, in sentences.</summary>
    /// <param name="metadata">What the file says.</param>
    public static IReadOnlyList<string> Assumed(GgufMetadata metadata)
    {
        var (model, pre) = (metadata.Text(ModelKey), metadata.Text(PreKey));
        if (model == "gpt2" && GgufPreTokenizer.IsNormalizing(pre))
            return ["text is brought into Unicode's form NFC first (as in the published tokenizers that are "
                + $"named {pre})"];
        return model == "llama" && IsPhi3(metadata)
            ? ["special tokens take the white space after them (as in the family's published models)"]
            : [];
    }

    private static (byte[] Json, byte[] Config)? Files(GgufMetadata metadata)
    {
        var model = metadata.Text(ModelKey);
        if (model is null or "none" or "no_vocab")
            return null;
        if (model is not ("gpt2" or "llama"))
            throw new UnsupportedTokenizerException(
                $"{metadata.Path}: a tokenizer of the kind '{model}' is not supported, only 'gpt2' and 'llama'; load "
                + "the Hugging Face folder that the file was made from.");
        var vocabulary = new GgufVocabulary(metadata);
        var json = model == "gpt2" ? ByteLevel(metadata, vocabulary) : SentencePiece(metadata, vocabulary);
        return (TokenizerParts.Bytes(json), TokenizerParts.Bytes(Config(vocabulary)));
    }

    private static JsonObject ByteLevel(GgufMetadata metadata, GgufVocabulary vocabulary)
    {
        var pre = GgufPreTokenizer.Find(metadata.Text(PreKey), metadata.Path);
        return TokenizerParts.Of(
            vocabulary.Added(_ => false), pre.Normalizes ? new() { ["type"] = "NFC" } : null, pre.Splits(),
            Around(vocabulary, pre.Begins), TokenizerParts.ByteLevel(),
            TokenizerParts.BytePairs(vocabulary.Ids, vocabulary.Merges(), ignoreMerges: pre.IgnoresMerges));
    }

    private static JsonObject SentencePiece(GgufMetadata metadata, GgufVocabulary vocabulary)
    {
        var addsSpace = metadata.Flag(GgufVocabulary.Prefix + "add_space_prefix") ?? true;
        var isPhi3 = IsPhi3(metadata);
        var merges = ScoredMerges.Of(vocabulary.Scored(), (one, other, score) => vocabulary.Broken(
            $"the pieces '{one}' and '{other}' have the same score, {score}, so that it is not known which is merged "
            + "first"));
        return TokenizerParts.Of(
            vocabulary.Added(token => isPhi3 && !phi3Unstripping.Contains(token)),
            TokenizerParts.MarkNormalizer(addsSpace), preTokenizer: null, Around(vocabulary, begins: true),
            TokenizerParts.MarkDecoder(addsSpace, vocabulary.HasBytes),
            TokenizerParts.BytePairs(vocabulary.Ids, merges, vocabulary.Unknown, vocabulary.HasBytes));
    }

    private static bool IsPhi3(GgufMetadata metadata) => metadata.Text("general.architecture") == "phi3";

    private static JsonObject? Around(GgufVocabulary vocabulary, bool begins) => TokenizerParts.Around(
        vocabulary.Surrounding("bos", begins), vocabulary.Surrounding("eos", otherwise: false));

    private static JsonObject Config(GgufVocabulary vocabulary)
    {
        var config = new JsonObject
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["clean_up_tokenization_spaces"] = false,
        };
        foreach (var purpose in purposes)
            if (vocabulary.Named(purpose) is var (token, _))
                config[purpose switch { "unknown" => "unk", "padding" => "pad", _ => purpose } + "_token"] = token;
        return config;
    }
}
