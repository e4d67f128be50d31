using System.Text.Json;
using System.Text.RegularExpressions;

namespace NegPreact.Tokens;

/// <summary>
/// What a `tokenizer.json` does before and after its model; whatever is not known here is refused by name.
/// </summary>
internal sealed partial class TokenizerPipeline
{
    private readonly List<WordSplitter> splitters = [];
    private readonly List<Func<AlignedText, AlignedText>> normalizers = [];
    private readonly string path;
    private Metaspace? metaspace;
    private bool addsSpace;

    /// <exception cref="UnsupportedTokenizerException">A part is of a kind that is not known.</exception>
    public TokenizerPipeline(JsonElement root, string path)
    {
        this.path = path;
        foreach (var part in Parts(root, "normalizer", "normalizers"))
            normalizers.Add(Normalizer(part));
        Decoder = ReadDecoder(root);
        ReadPreTokenizers(Parts(root, "pre_tokenizer", "pretokenizers"));
        foreach (var part in Parts(root, "post_processor", "processors"))
            ReadPostProcessor(part);
    }

    /// <summary>Byte-level, with nothing before or after.</summary>
    public TokenizerPipeline()
    {
        path = "";
        Decoder = new TokenDecoder();
    }

    /// <summary>From tokens back to text.</summary>
    public TokenDecoder Decoder { get; }

    /// <summary>What cuts text into words, one after the other.</summary>
    public IReadOnlyList<WordSplitter> Splitters => splitters;

    /// <summary>Whether offsets leave out the white space at a token's ends.</summary>
    public bool TrimsOffsets { get; private set; }

    /// <summary>Whether trimming spares one space at the beginning of the text.</summary>
    public bool SparesFirstSpace { get; private set; }

    /// <summary>Ids added before every text.</summary>
    public IReadOnlyList<int> Before { get; set; } = [];

    /// <summary>Ids added after every text.</summary>
    public IReadOnlyList<int> After { get; set; } = [];

    /// <summary>What is done to text between the added tokens that are looked for in it as it stands.</summary>
    public AlignedText Normalize(AlignedText text)
    {
        foreach (var step in normalizers)
            text = step(text);
        return text;
    }

    /// <summary>What is done to text between all added tokens before it is cut into words.</summary>
    public AlignedText Prepare(AlignedText text) =>
        metaspace is not null ? metaspace.Prepare(text)
        : addsSpace && text.Text[0] != ' ' ? text.WithBefore(" ")
        : text;

    /// <summary>
    /// Cuts text that would be one long word where `▁` follows another character: short words are merged, and
    /// remembered, faster.
    /// </summary>
    public void CutAtMarks()
    {
        if (splitters.Count == 0)
            splitters.Add(new WordSplitter(MarkedWord()));
    }

    private Func<AlignedText, AlignedText> Normalizer(JsonElement part)
    {
        switch (Type(part))
        {
            case "NFC":
                return Nfc.Apply;
            case "Prepend" when part.GetProperty("prepend").GetString() is { Length: > 0 } added:
                return text => text.WithBefore(added);
            case "Replace" when part.GetProperty("pattern").TryGetProperty("String", out var pattern)
                && pattern.GetString() is [var from] && part.GetProperty("content").GetString() is [var to]:
                return text => text.Replaced(from, to);
            default:
                throw Unsupported("normalizer", part);
        }
    }

    private TokenDecoder ReadDecoder(JsonElement root)
    {
        var parts = Parts(root, "decoder", "decoders");
        if (parts.Count == 0)
            throw new UnsupportedTokenizerException($"{path}: a tokenizer without a decoder is not supported.");
        return parts is [var only] && Type(only) == "ByteLevel" ? new TokenDecoder() : new TokenDecoder(parts, path);
    }

    private void ReadPreTokenizers(List<JsonElement> parts)
    {
        if (Decoder.IsCharacterLevel)
        {
            if (parts.Count > 0)
                metaspace = parts is [var only] ? Metaspace.Read(only) : null;
            if (parts.Count > 0 && metaspace is null)
                throw Unsupported("pre-tokenizer", parts[0]);
            if (metaspace?.Splitter is { } splitter)
                splitters.Add(splitter);
            return;
        }
        if (parts.Count == 0 || Type(parts[^1]) != "ByteLevel")
            throw new UnsupportedTokenizerException(
                $"{path}: the pre-tokenizer '{(parts.Count == 0 ? "none" : Type(parts[^1]))}' is not supported in the "
                + "last place; a byte-level tokenizer has 'ByteLevel' there.");
        foreach (var split in parts[..^1])
        {
            if (Type(split) == "Digits")
            {
                splitters.Add(split.GetProperty("individual_digits").GetBoolean() ? WordSplitter.SingleDigits
                    : WordSplitter.Digits);
                continue;
            }
            if (Type(split) != "Split" || split.GetProperty("behavior").GetString() != "Isolated"
                || Flag(split, "invert", false)
                || !split.GetProperty("pattern").TryGetProperty("Regex", out var regex)
                || WordSplitter.FromRegex(regex.Text()) is not { } splitter)
                throw Unsupported("pre-tokenizer", split);
            splitters.Add(splitter);
        }
        if (Flag(parts[^1], "use_regex", true))
            splitters.Add(WordSplitter.Gpt2);
        addsSpace = Flag(parts[^1], "add_prefix_space", true);
        if (addsSpace && parts.Count > 1)
            throw Unsupported("pre-tokenizer", parts[^1]);
    }

    private void ReadPostProcessor(JsonElement part)
    {
        switch (Type(part))
        {
            case "ByteLevel":
                TrimsOffsets = Flag(part, "trim_offsets", true);
                SparesFirstSpace = Flag(part, "add_prefix_space", true);
                if (TrimsOffsets && addsSpace && !SparesFirstSpace)
                    throw Unsupported("post-processor", part); // it would trim a character in place of the space added
                break;
            case "TemplateProcessing":
                List<int> before = [], after = [];
                var ids = before;
                foreach (var piece in part.GetProperty("single").EnumerateArray())
                    if (piece.TryGetProperty("SpecialToken", out var token))
                        ids.AddRange(part.GetProperty("special_tokens")
                            .GetProperty(token.GetProperty("id").Text())
                            .GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()));
                    else
                        ids = after;
                (Before, After) = (before, after);
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

    private static string Type(JsonElement part) => part.GetProperty("type").Text();

    private static bool Flag(JsonElement part, string name, bool otherwise) =>
        part.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

    private UnsupportedTokenizerException Unsupported(string role, JsonElement part) =>
        new($"{path}: the {role} '{Type(part)}' is not supported as the file has it: "
        + $"{part.GetRawText().ReplaceLineEndings(" ")}");

    [GeneratedRegex("▁*[^▁]+|▁+", RegexOptions.CultureInvariant)]
    private static partial Regex MarkedWord();
}
