using System.Text;
using System.Text.Json.Nodes;

namespace NegPreact.Conversion;

/// <summary>
/// A llama2.c tokenizer file: the pieces of a SentencePiece byte-pair encoding with their scores, the first three of them marks
/// (unknown, begin, end), the next 256 the bytes.
/// </summary>
internal sealed class Llama2cTokenizer
{
    /// <summary>The id that begins a text.</summary>
    public const int BeginOfText = 1;

    /// <summary>The id that ends a text.</summary>
    public const int EndOfText = 2;

    private const char Mark = '▁'; // how tokenizer.json writes a space
    private static readonly UTF8Encoding utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly string[] fixedPieces = ["<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(b => $"<0x{b:X2}>")];

    private readonly string path;
    private readonly List<string> pieces = [];
    private readonly List<float> scores = [];

    private Llama2cTokenizer(string path) => this.path = path;

    /// <exception cref="NegPreactException">It is missing, cut short, too long for the model, or something else.</exception>
    public static Llama2cTokenizer Read(string path, int size)
    {
        var tokenizer = new Llama2cTokenizer(path);
        using var file = Llama2c.Open(path);
        using var reader = new BinaryReader(file, utf8);
        try
        {
            reader.ReadInt32(); // the longest piece's length
            for (var id = 0; id < size; id++)
                tokenizer.Add(reader, file);
        }
        catch (EndOfStreamException e)
        {
            throw new NegPreactException(
                ErrorKind.Conversion,
                $"{path} ends within piece {tokenizer.pieces.Count} of the {size} that the model has; it is cut off, "
                    + "or belongs to another model.",
                e);
        }
        if (file.Position < file.Length)
            throw new NegPreactException(
                ErrorKind.Conversion,
                $"{path} continues for {file.Length - file.Position} bytes after the {size} pieces that the model has; "
                    + "it belongs to another model.");
        if (size < fixedPieces.Length)
            throw new NegPreactException(
                ErrorKind.Conversion,
                $"{path} has {size} pieces, but llama2.c's special tokens and bytes alone are {fixedPieces.Length}; "
                    + "give a file that llama2.c's tokenizer export wrote.");
        return tokenizer;
    }

    /// <summary>The tokenizer.json.</summary>
    public JsonObject File()
    {
        var vocabulary = new JsonObject();
        for (var id = 0; id < pieces.Count; id++)
            if (!vocabulary.TryAdd(pieces[id], id))
                throw new NegPreactException(ErrorKind.Conversion, $"{path} holds the piece '{pieces[id]}' twice, at {vocabulary[pieces[id]]} and {id}; such a tokenizer has no tokenizer.json.");
        var json = JsonNode.Parse("""
            {
              "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
              "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
              "pre_tokenizer": null,
              "post_processor": {"type": "TemplateProcessing",
                "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                "pair": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                         {"SpecialToken": {"id": "<s>", "type_id": 1}}, {"Sequence": {"id": "B", "type_id": 1}}],
                "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
              "decoder": {"type": "Sequence", "decoders": [
                {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
                {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
              "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>", "continuing_subword_prefix": null,
                "end_of_word_suffix": null, "fuse_unk": true, "byte_fallback": true}
            }
            """)!.AsObject();
        for (var id = 0; id <= EndOfText; id++)
            json["added_tokens"]!.AsArray().Add(new JsonObject
            {
                ["id"] = id,
                ["content"] = pieces[id],
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = true,
            });
        json["model"]!["vocab"] = vocabulary;
        json["model"]!["merges"] = new JsonArray([.. Merges().Select(m => (JsonNode)$"{m.Left} {m.Right}")]);
        return json;
    }

    /// <summary>The tokenizer_config.json.</summary>
    public static JsonObject Config() => new()
    {
        ["tokenizer_class"] = "LlamaTokenizer",
        ["add_bos_token"] = true,
        ["add_eos_token"] = false,
        ["bos_token"] = fixedPieces[BeginOfText],
        ["eos_token"] = fixedPieces[EndOfText],
        ["unk_token"] = fixedPieces[0],
        ["clean_up_tokenization_spaces"] = false,
    };

    private void Add(BinaryReader reader, FileStream file)
    {
        var (id, score, length) = (pieces.Count, reader.ReadSingle(), reader.ReadInt32());
        if (length <= 0 || !float.IsFinite(score))
            throw new NegPreactException(
                ErrorKind.Conversion,
                $"{path}: piece {id} has the length {length} and the score {score}; it is not a llama2.c tokenizer, or "
                    + "is damaged.");
        if (length > file.Length - file.Position)
            throw new EndOfStreamException();
        string piece;
        try
        {
            piece = utf8.GetString(reader.ReadBytes(length));
        }
        catch (DecoderFallbackException e)
        {
            throw new NegPreactException(
                ErrorKind.Conversion,
                $"{path}: piece {id} is not UTF-8; it is not a llama2.c tokenizer, or is damaged.",
                e);
        }
        // llama2.c's export writes the marks with line ends around them.
        if (id < fixedPieces.Length && (id is BeginOfText or EndOfText ? piece.Trim('\n') : piece) != fixedPieces[id])
            throw new NegPreactException(
                ErrorKind.Conversion,
                $"{path}: piece {id} is '{piece.ReplaceLineEndings("\\n")}', where llama2.c has '{fixedPieces[id]}'; "
                    + "it is not a llama2.c tokenizer.");
        pieces.Add(id < fixedPieces.Length ? fixedPieces[id] : piece.Replace(' ', Mark));
        scores.Add(score);
    }

    // Whatever two pieces join to a third may merge, the highest score first. Of two ways to the same piece the longer left part
    // comes first, which is where reading from the left arrives.
    private IEnumerable<(string Left, string Right)> Merges()
    {
        var known = pieces.Skip(fixedPieces.Length).ToHashSet(StringComparer.Ordinal);
        var merges = new List<(float Score, string Left, string Right)>();
        var owners = new Dictionary<float, string>();
        foreach (var (piece, score) in pieces.Zip(scores).Skip(fixedPieces.Length))
            for (var at = piece.Length - 1; at > 0; at--)
                if (known.Contains(piece[..at]) && known.Contains(piece[at..]))
                {
                    merges.Add((score, piece[..at], piece[at..]));
                    if (!owners.TryAdd(score, piece) && owners[score] != piece)
                        throw new NegPreactException(
                            ErrorKind.Conversion,
                            $"{path} gives the pieces '{owners[score]}' and '{piece}' the same score, {score}; "
                                + "tokenizer.json cannot express merges of equal rank.");
                }
        return merges.OrderByDescending(m => m.Score).Select(m => (m.Left, m.Right));
    }
}
