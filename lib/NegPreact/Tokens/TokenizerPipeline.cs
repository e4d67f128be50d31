using System.Text.Json;

namespace NegPreact.Tokens;

/// <summary>What a `tokenizer.json` does before and after its model; whatever is not known here is refused by name.</summary>
internal sealed class TokenizerPipeline
{
    private readonly List<WordSplitter> splitters = [];
    private readonly List<int> before = [];
    private readonly List<int> after = [];
    private readonly string path;

    /// <exception cref="UnsupportedTokenizerException">A part is of a kind that is not known.</exception>
    public TokenizerPipeline(JsonElement root, string path)
    {
        this.path = path;
        foreach (var part in Parts(root, "normalizer", "normalizers"))
            UsesNfc = Type(part) == "NFC" ? true : throw Unsupported("normalizer", part);
        ReadPreTokenizers(Parts(root, "pre_tokenizer", "pretokenizers"));
        foreach (var part in Parts(root, "post_processor", "processors"))
            ReadPostProcessor(part);
        var decoders = Parts(root, "decoder", "decoders");
        if (decoders is not [var decoder])
            throw new UnsupportedTokenizerException($"{path}: {decoders.Count} decoders are not supported; a byte-level tokenizer has one, 'ByteLevel'.");
        if (Type(decoder) != "ByteLevel")
            throw Unsupported("decoder", decoder);
    }

    /// <summary>Whether text is brought to normalization form C.</summary>
    public bool UsesNfc { get; }

    /// <summary>What cuts text into words, one after the other.</summary>
    public IReadOnlyList<WordSplitter> Splitters => splitters;

    /// <summary>Whether text that does not begin with a space gets one.</summary>
    public bool AddsSpace { get; private set; }

    /// <summary>Whether offsets leave out the white space at a token's ends.</summary>
    public bool TrimsOffsets { get; private set; }

    /// <summary>Whether trimming spares one space at the beginning of the text.</summary>
    public bool SparesFirstSpace { get; private set; }

    /// <summary>Ids added before every text.</summary>
    public IReadOnlyList<int> Before => before;

    /// <summary>Ids added after every text.</summary>
    public IReadOnlyList<int> After => after;

    private void ReadPreTokenizers(List<JsonElement> parts)
    {
        if (parts.Count == 0 || Type(parts[^1]) != "ByteLevel")
            throw new UnsupportedTokenizerException(
                $"{path}: the pre-tokenizer '{(parts.Count == 0 ? "none" : Type(parts[^1]))}' is not supported in the last place; a byte-level tokenizer has 'ByteLevel' there.");
        foreach (var split in parts[..^1])
        {
            if (Type(split) != "Split" || split.GetProperty("behavior").GetString() != "Isolated" || Flag(split, "invert", false)
                || !split.GetProperty("pattern").TryGetProperty("Regex", out var regex)
                || WordSplitter.FromRegex(regex.GetString()!) is not { } splitter)
                throw Unsupported("pre-tokenizer", split);
            splitters.Add(splitter);
        }
        if (Flag(parts[^1], "use_regex", true))
            splitters.Add(WordSplitter.Gpt2);
        AddsSpace = Flag(parts[^1], "add_prefix_space", true);
        if (AddsSpace && parts.Count > 1)
            throw Unsupported("pre-tokenizer", parts[^1]);
    }

    private void ReadPostProcessor(JsonElement part)
    {
        switch (Type(part))
        {
            case "ByteLevel":
                TrimsOffsets = Flag(part, "trim_offsets", true);
                SparesFirstSpace = Flag(part, "add_prefix_space", true);
                if (TrimsOffsets && AddsSpace && !SparesFirstSpace)
                    throw Unsupported("post-processor", part); // it would trim a character in place of the space added
                break;
            case "TemplateProcessing":
                var ids = before;
                foreach (var piece in part.GetProperty("single").EnumerateArray())
                    if (piece.TryGetProperty("SpecialToken", out var token))
                        ids.AddRange(part.GetProperty("special_tokens").GetProperty(token.GetProperty("id").GetString()!)
                            .GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()));
                    else
                        ids = after;
                break;
            default:
                throw Unsupported("post-processor", part);
        }
    }

    private static List<JsonElement> Parts(JsonElement root, string name, string list)
    {
        if (!root.TryGetProperty(name, out var part) || part.ValueKind == JsonValueKind.Null)
            return [];
        return Type(part) == "Sequence" ? [.. part.GetProperty(list).EnumerateArray()] : [part];
    }

    private static string Type(JsonElement part) => part.GetProperty("type").GetString()!;

    private static bool Flag(JsonElement part, string name, bool otherwise) =>
        part.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

    private UnsupportedTokenizerException Unsupported(string role, JsonElement part) =>
        new($"{path}: the {role} '{Type(part)}' is not supported as the file has it: {part.GetRawText().ReplaceLineEndings(" ")}");
}
