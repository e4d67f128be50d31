using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Tokens;

namespace NegPreact.Training.Tokens;

/// <summary>
/// Learns a byte-level byte-pair encoding (Sennrich et al. 2016; bytes as in GPT-2) and writes it as a Hugging Face
/// tokenizer.
/// </summary>
/// <remarks>
/// Id 0 is the end-of-text token, 1 to 256 are the bytes in the order of their printable symbols, and each merge adds
/// the next id. The most frequent pair is merged first; of equally frequent pairs, the one with the smaller left id,
/// then the smaller right id. The same texts therefore always give the same file, byte for byte.
/// </remarks>
public static class BpeTrainer
{
    /// <summary>The content of the `tokenizer.json` learnt from some texts.</summary>
    /// <param name="texts">
    /// The texts; words never reach across two of them. End-of-text marks inside are cut out.
    /// </param>
    /// <param name="vocabularySize">The number of ids wanted: end-of-text + 256 bytes + merges.</param>
    /// <param name="endOfText">How the end-of-text token is written.</param>
    /// <param name="every">Reads only the first of each `every` texts: 1 reads all.</param>
    /// <exception cref="NegPreactException">
    /// The texts are too small for the vocabulary wanted, or it is below 257; the end-of-text token is a single
    /// character.
    /// </exception>
    public static string Train(
        IEnumerable<string> texts, int vocabularySize, string endOfText = Corpus.DocumentMark, int every = 1)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentException.ThrowIfNullOrEmpty(endOfText);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        if (endOfText.Length < 2)
            throw new NegPreactException(
                ErrorKind.Training, $"The end-of-text token '{endOfText}' would be taken for a byte: give it at least "
                + "two characters.");
        if (vocabularySize < 257)
            throw new NegPreactException(
                ErrorKind.Training, $"A vocabulary of {vocabularySize} was asked for; a byte-level one needs at least "
                + "257 (256 bytes and end-of-text).");

        byte[][] alphabet = [
            .. Enumerable.Range(0, 256).Select(b => new[] { (byte)b }).OrderBy(b => ByteSymbols.Of(b[0]))];
        List<byte[]> tokens = [Encoding.UTF8.GetBytes(endOfText), .. alphabet];
        var words = WordCounts.Of(texts.Where((_, i) => i % every == 0), endOfText);
        var merges = MergeLearner.Learn(words, tokens, vocabularySize);

        var vocabulary = new JsonObject { [endOfText] = 0 };
        for (var id = 1; id < tokens.Count; id++)
            vocabulary[ByteSymbols.Write(tokens[id])] = id;
        return Write(endOfText, vocabulary, new JsonArray([.. merges.Select(m =>
            (JsonNode)$"{ByteSymbols.Write(tokens[m.Left])} {ByteSymbols.Write(tokens[m.Right])}")]));
    }

    /// <summary>
    /// Trains (see <see cref="Train"/>) and writes `tokenizer.json` and `tokenizer_config.json` into a folder.
    /// </summary>
    /// <param name="folder">The folder, made if need be.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="vocabularySize">The number of ids wanted.</param>
    /// <param name="endOfText">How the end-of-text token is written.</param>
    /// <param name="every">Reads only the first of each `every` texts.</param>
    /// <exception cref="NegPreactException">As <see cref="Train"/>.</exception>
    public static void TrainTo(string folder, IEnumerable<string> texts, int vocabularySize,
        string endOfText = Corpus.DocumentMark, int every = 1)
    {
        var json = Train(texts, vocabularySize, endOfText, every);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), Format(new JsonObject
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["bos_token"] = endOfText,
            ["eos_token"] = endOfText,
            ["unk_token"] = endOfText,
            ["add_prefix_space"] = false,
            ["clean_up_tokenization_spaces"] = false,
        }));
        // Last, and whole or not at all: where it is, a killed run finds both files complete.
        var file = Path.Combine(folder, "tokenizer.json");
        File.WriteAllText(file + ".new", json);
        File.Move(file + ".new", file, overwrite: true);
    }

    private static string Write(string endOfText, JsonObject vocabulary, JsonArray merges)
    {
        JsonObject ByteLevel() => new()
        {
            ["type"] = "ByteLevel",
            ["add_prefix_space"] = false,
            ["trim_offsets"] = false,
            ["use_regex"] = true,
        };
        return Format(new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(new JsonObject
            {
                ["id"] = 0,
                ["content"] = endOfText,
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = true,
            }),
            ["normalizer"] = null,
            ["pre_tokenizer"] = ByteLevel(),
            ["post_processor"] = null,
            ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = false,
                ["vocab"] = vocabulary,
                ["merges"] = merges,
            },
        });
    }

    // The relaxed encoder leaves the byte symbols readable; nothing here goes into a web page.
    private static string Format(JsonNode node) => node.ToJsonString(new JsonSerializerOptions
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }) + "\n";
}
