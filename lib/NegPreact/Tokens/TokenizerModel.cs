using System.Text;
using System.Text.Json;

namespace NegPreact.Tokens;

/// <summary>The vocabulary, added tokens and merges of a `tokenizer.json`, checked.</summary>
internal sealed class TokenizerModel
{
    private const int LargestId = (1 << 24) - 1;
    private const char Mark = '▁';

    private readonly Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
    private readonly List<AddedToken> added = [];
    private readonly HashSet<int> fallback = [];
    private readonly Dictionary<int, byte[]> bytes = []; // ids may have holes as large as they like
    private bool joinsAtMarks;
    private readonly string path;

    /// <exception cref="NegPreactException">The file contradicts itself or asks for something unknown.</exception>
    public TokenizerModel(JsonElement root, TokenDecoder decoder, string path)
    {
        this.path = path;
        var model = root.GetProperty("model");
        if (Flag(model, "byte_fallback") != decoder.HasByteTokens)
            throw new UnsupportedTokenizerException(
                $"{path}: the model option 'byte_fallback' = {(decoder.HasByteTokens ? "false" : "true")} is not "
                + "supported beside decoders that say the opposite.");
        foreach (var token in model.GetProperty("vocab").EnumerateObject())
            Add(token.Name, token.Value.GetInt32());

        // Symbols, merges and whole words know the model's own tokens only: an added token is never made of others.
        var whole = Flag(model, "ignore_merges") ? new Dictionary<string, int>(vocabulary, StringComparer.Ordinal)
            : null;
        Pairs = new BytePairs(Symbols(model, decoder), ReadMerges(model.GetProperty("merges")), whole);
        IsCutAtMarks = decoder.IsCharacterLevel && whole is null && !joinsAtMarks
            && vocabulary.ContainsKey(Mark.ToString());
        ReadAdded(root);
        foreach (var (text, id) in vocabulary)
            if (!bytes.TryAdd(id, decoder.Bytes(text)))
                throw new NegPreactException(
                    ErrorKind.TokenizerFile, $"{path}: two tokens have the id {id}, one of them '{text}'; ids must "
                    + "be unique.");
        Size = vocabulary.Values.DefaultIfEmpty(-1).Max() + 1;
        OwnSize = vocabulary.Values.Except(added.Select(t => t.Id)).DefaultIfEmpty(-1).Max() + 1;
        if (!decoder.IsCharacterLevel)
            foreach (var token in added)
                bytes[token.Id] = Encoding.UTF8.GetBytes(token.Content);
    }

    /// <summary>
    /// No vocabulary: the id of a byte is the byte modulo `size`; an id reads as the byte of that number where there is
    /// one.
    /// </summary>
    public TokenizerModel(int size, string path)
    {
        (this.path, OwnSize, Size) = (path, size, size);
        Pairs = new BytePairs(
            new ByteLevelSymbols([.. Enumerable.Range(0, 256).Select(b => b % size)]), [], whole: null);
        for (var id = 0; id < size; id++)
            bytes.Add(id, id < 256 ? [(byte)id] : Encoding.ASCII.GetBytes($"<{id}>"));
    }

    /// <summary>The encoder of words.</summary>
    public BytePairs Pairs { get; }

    /// <summary>
    /// Whether no token goes on with a `▁` after another character, so that text may be cut there and give the same
    /// tokens.
    /// </summary>
    public bool IsCutAtMarks { get; }

    /// <summary>The largest id + 1.</summary>
    public int Size { get; }

    /// <summary>The largest id + 1 of the tokens that were not added.</summary>
    public int OwnSize { get; }

    /// <summary>The added tokens, in the file's order.</summary>
    public IReadOnlyList<AddedToken> Added => added;

    /// <summary>The bytes that an id stands for.</summary>
    /// <exception cref="NegPreactException">No token has the id.</exception>
    public byte[] Bytes(int id) => bytes.TryGetValue(id, out var found)
        ? found
        : throw new NegPreactException(
            ErrorKind.Vocabulary, $"{path}: no token has the id {id}; ids go from 0 to {Size - 1}, possibly "
            + "with holes.");

    /// <summary>Whether an id stands for a byte of a character that the vocabulary lacks.</summary>
    public bool IsByte(int id) => fallback.Contains(id);

    /// <summary>The id of a token as the file writes it, or null.</summary>
    public int? Find(string token) => vocabulary.TryGetValue(token, out var id) ? id : null;

    private ISymbols Symbols(JsonElement model, TokenDecoder decoder)
    {
        var byteIds = new int[256];
        for (var b = 0; b < 256; b++)
            byteIds[b] = Find(
                decoder.IsCharacterLevel ? TokenDecoder.ByteToken(b) : ByteSymbols.Of((byte)b).ToString()) ?? -1;
        if (!decoder.IsCharacterLevel)
            return new ByteLevelSymbols(byteIds);
        if (decoder.HasByteTokens)
        {
            fallback.UnionWith(byteIds);
            if (Array.IndexOf(byteIds, -1) is >= 0 and var missing)
                throw new NegPreactException(
                    ErrorKind.TokenizerFile, $"{path}: the model has 'byte_fallback', but its vocabulary lacks the "
                    + $"byte {TokenDecoder.ByteToken(missing)}; correct the file.");
        }
        int? unknown = null;
        if (model.TryGetProperty("unk_token", out var named) && named.GetString() is { } text)
            unknown = Find(text) ?? throw new NegPreactException(
                ErrorKind.TokenizerFile, $"{path}: the unk_token '{text}' is not in the vocabulary; correct the file.");
        return new CharacterSymbols(
            vocabulary, decoder.HasByteTokens ? byteIds : null, unknown, Flag(model, "fuse_unk"));
    }

    /// <summary>Refuses models of another kind.</summary>
    /// <exception cref="UnsupportedTokenizerException">It is one.</exception>
    public static void RefuseOther(JsonElement model, string path)
    {
        // Files written before the type was recorded are told apart by their merges.
        var type = model.TryGetProperty("type", out var named) ? named.GetString()
            : model.TryGetProperty("merges", out _) ? "BPE" : "untyped";
        if (type != "BPE")
            throw new UnsupportedTokenizerException(
                $"{path}: the model type '{type}' is not supported; use a tokenizer of type BPE.");
        foreach (var option in model.EnumerateObject())
            if (option.Name is "dropout" or "continuing_subword_prefix" or "end_of_word_suffix"
                && option.Value is not { ValueKind: JsonValueKind.Null or JsonValueKind.False }
                && !(option.Value.ValueKind == JsonValueKind.String && option.Value.GetString() is ""))
                throw new UnsupportedTokenizerException(
                    $"{path}: the model option '{option.Name}' = {option.Value.GetRawText()} is not supported.");
    }

    private void Add(string token, int id)
    {
        if (id is < 0 or > LargestId)
            throw new NegPreactException(
                ErrorKind.TokenizerFile, $"{path}: the token '{token}' has the id {id}; ids go from 0 to {LargestId}.");
        if (!vocabulary.TryAdd(token, id) && vocabulary[token] != id)
            throw new NegPreactException(
                ErrorKind.TokenizerFile, $"{path}: the token '{token}' has two ids, {vocabulary[token]} and {id}; "
                + "correct the file.");
    }

    private void ReadAdded(JsonElement root)
    {
        if (!root.TryGetProperty("added_tokens", out var list) || list.ValueKind == JsonValueKind.Null)
            return;
        foreach (var token in list.EnumerateArray())
        {
            var content = token.GetProperty("content").Text();
            if (content.Length == 0 || added.Exists(t => t.Content == content))
                throw new NegPreactException(
                    ErrorKind.TokenizerFile,
                    $"{path}: the added token '{content}' is empty or occurs twice; correct the file.");
            if (Flag(token, "single_word"))
                throw new UnsupportedTokenizerException(
                    $"{path}: the added token '{content}' has the option 'single_word', which is not supported.");
            var id = token.GetProperty("id").GetInt32();
            Add(content, id);
            added.Add(new AddedToken(id, content, Flag(token, "special"), Flag(token, "lstrip"), Flag(token, "rstrip"),
                Flag(token, "normalized")));
        }
    }

    private static bool Flag(JsonElement part, string name) => 
        part.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null && value.GetBoolean();

    private Dictionary<long, (int Rank, int Id)> ReadMerges(JsonElement list)
    {
        var merges = new Dictionary<long, (int Rank, int Id)>(list.GetArrayLength());
        var rank = 0;
        foreach (var merge in list.EnumerateArray())
        {
            var parts = merge.ValueKind == JsonValueKind.Array
                ? [.. merge.EnumerateArray().Select(part => part.Text())]
                : merge.Text().Split(' ');
            if (parts.Length != 2)
                throw new NegPreactException(
                    ErrorKind.TokenizerFile, $"{path}: merge {rank} ({merge.GetRawText()}) does not name two symbols; "
                    + "correct the file.");
            merges[BytePairs.Pair(Need(parts[0]), Need(parts[1]))] = (rank, Need(parts[0] + parts[1]));
            joinsAtMarks |= parts[1].StartsWith(Mark) && !parts[0].EndsWith(Mark);
            rank++;

            int Need(string symbol) => Find(symbol)
                ?? throw new NegPreactException(
                    ErrorKind.TokenizerFile, $"{path}: merge {rank} ('{parts[0]}' + '{parts[1]}') needs the symbol "
                    + $"'{symbol}', which is not in the vocabulary.");
        }
        return merges;
    }
}
