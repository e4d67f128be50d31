using System.Text;
using System.Text.Json.Nodes;

namespace NegPreact.Tokens;

/// <summary>
/// A tokenizer file of karpathy/llama2.c: the pieces of a SentencePiece byte-pair encoding with their scores, the first
/// three of them marks (unknown, begin, end), the next 256 the bytes.
/// </summary>
/// <remarks>llama2.c merges the pair whose joint piece has the highest score, which becomes the order of
/// merges.</remarks>
public sealed class Llama2cTokenizer
{
    /// <summary>The id that begins a text.</summary>
    public const int BeginOfText = 1;

    /// <summary>The id that ends a text.</summary>
    public const int EndOfText = 2;

    private const char Mark = '▁'; // how tokenizer.json writes a space
    private static readonly UTF8Encoding utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly string[] fixedPieces =
        ["<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(b => $"<0x{b:X2}>")];

    private readonly string path;
    private readonly List<string> pieces = [];
    private readonly List<float> scores = [];

    private Llama2cTokenizer(string path) => this.path = path;

    /// <summary>Reads a tokenizer, such as `tok512.bin`.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">How many pieces the model has, which the file does not say.</param>
    /// <exception cref="NegPreactException">It is missing, cut short, too long for the model, or not one.</exception>
    public static Llama2cTokenizer Read(string path, int size)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var tokenizer = new Llama2cTokenizer(path);
        try
        {
            using var file = File.OpenRead(path);
            using var reader = new BinaryReader(file, utf8);
            reader.ReadInt32(); // the longest piece's length
            for (var id = 0; id < size; id++)
                tokenizer.Add(reader, file);
            if (file.Position < file.Length)
                throw Refused($"{path} goes on for {file.Length - file.Position} bytes after the {size} pieces that "
                    + "the model has; it belongs to another model.");
        }
        catch (EndOfStreamException e)
        {
            throw Refused($"{path} ends within piece {tokenizer.pieces.Count} of the {size} that the model has; it is "
                + "cut off, or belongs to another model.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess, $"{path}: cannot be read ({e.Message}). Give the path of a llama2.c file.", e);
        }

        if (size < fixedPieces.Length)
            throw Refused($"{path} has {size} pieces, but llama2.c's special tokens and bytes alone are "
                + $"{fixedPieces.Length}; give a file that llama2.c's tokenizer export wrote.");
        return tokenizer;
    }

    /// <summary>The tokenizer.json.</summary>
    /// <exception cref="NegPreactException">Two pieces or two scores are equal, which it cannot say.</exception>
    public JsonObject TokenizerJson()
    {
        var vocabulary = new JsonObject();
        for (var id = 0; id < pieces.Count; id++)
            if (!vocabulary.TryAdd(pieces[id], id))
                throw Refused($"{path} holds the piece '{pieces[id]}' twice, at {vocabulary[pieces[id]]} and {id}; "
                    + "such a tokenizer has no tokenizer.json.");
        var merges = ScoredMerges.Of(
            [.. pieces.Zip(scores).Skip(fixedPieces.Length)], (one, other, score) => Refused(
            $"{path} gives the pieces '{one}' and '{other}' the same score, {score}; tokenizer.json cannot express "
            + "merges of equal rank."));
        return TokenizerParts.Of(
            Enumerable.Range(0, EndOfText + 1).Select(id => TokenizerParts.Added(id, pieces[id], special: true)),
            TokenizerParts.MarkNormalizer(addsSpace: true), preTokenizer: null,
            TokenizerParts.Around((pieces[BeginOfText], BeginOfText), after: null),
            TokenizerParts.MarkDecoder(addsSpace: true, byteFallback: true),
            TokenizerParts.BytePairs(vocabulary, merges, pieces[0], byteFallback: true));
    }

    /// <summary>The tokenizer_config.json.</summary>
    public static JsonObject TokenizerConfig() => new()
    {
        ["tokenizer_class"] = "LlamaTokenizer",
        ["add_bos_token"] = true,
        ["add_eos_token"] = false,
        ["bos_token"] = fixedPieces[BeginOfText],
        ["eos_token"] = fixedPieces[EndOfText],
        ["unk_token"] = fixedPieces[0],
        ["clean_up_tokenization_spaces"] = false,
    };

    private static NegPreactException Refused(string message, Exception? inner = null) =>
        new(ErrorKind.Conversion, message, inner);

    private void Add(BinaryReader reader, FileStream file)
    {
        var (id, score, length) = (pieces.Count, reader.ReadSingle(), reader.ReadInt32());
        if (length <= 0 || !float.IsFinite(score))
            throw Refused($"{path}: piece {id} has the length {length} and the score {score}; it is not a "
                + "llama2.c tokenizer, or is damaged.");
        if (length > file.Length - file.Position)
            throw new EndOfStreamException();
        string piece;
        try
        {
            piece = utf8.GetString(reader.ReadBytes(length));
        }
        catch (DecoderFallbackException e)
        {
            throw Refused($"{path}: piece {id} is not UTF-8; it is not a llama2.c tokenizer, or is damaged.", e);
        }

        // llama2.c's export writes the marks with line ends around them.
        if (id < fixedPieces.Length && (id is BeginOfText or EndOfText ? piece.Trim('\n') : piece) != fixedPieces[id])
            throw Refused($"{path}: piece {id} is '{piece.ReplaceLineEndings("\\n")}', where llama2.c has "
                + $"'{fixedPieces[id]}'; it is not a llama2.c tokenizer.");
        pieces.Add(id < fixedPieces.Length ? fixedPieces[id] : piece.Replace(' ', Mark));
        scores.Add(score);
    }
}
