using System.Text;
using System.Text.Json;

namespace NegPreact.Tokens;

/// <summary>The vocabulary, added tokens and merges of a `tokenizer.json`, checked.</summary>
internal sealed class TokenizerModel
{
    private const int LargestId = (1 << 24) - 1;

    private readonly Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
    private readonly List<AddedToken> added = [];
    private readonly string path;

    /// <exception cref="NegPreactException">The file contradicts itself or asks for something unknown.</exception>
    public TokenizerModel(JsonElement root, string path)
    {
        this.path = path;
        var model = root.GetProperty("model");
        Refuse(model);
        foreach (var token in model.GetProperty("vocab").EnumerateObject())
            Add(token.Name, token.Value.GetInt32());

        // Bytes, merges and whole words know the model's own tokens only: an added token is never made of others.
        var byteIds = new int[256];
        for (var b = 0; b < 256; b++)
            byteIds[b] = vocabulary.GetValueOrDefault(ByteSymbols.Of((byte)b).ToString(), -1);
        var whole = model.TryGetProperty("ignore_merges", out var ignore) && ignore.GetBoolean()
            ? new Dictionary<string, int>(vocabulary, StringComparer.Ordinal)
            : null;
        Pairs = new BytePairs(byteIds, ReadMerges(model.GetProperty("merges")), whole);
        ReadAdded(root);
        Bytes = new byte[]?[vocabulary.Values.DefaultIfEmpty(-1).Max() + 1];
        foreach (var (text, id) in vocabulary)
            Bytes[id] = Bytes[id] is null
                ? ByteSymbols.Read(text) ?? Encoding.UTF8.GetBytes(text)
                : throw new NegPreactException($"{path}: two tokens have the id {id}, one of them '{text}'; ids must be unique.");
        foreach (var token in added)
            Bytes[token.Id] = Encoding.UTF8.GetBytes(token.Content);
    }

    /// <summary>The encoder of words.</summary>
    public BytePairs Pairs { get; }

    /// <summary>The bytes that each id stands for, null where no token has the id.</summary>
    public byte[]?[] Bytes { get; }

    /// <summary>The added tokens, in the file's order.</summary>
    public IReadOnlyList<AddedToken> Added => added;

    /// <summary>The id of a token as the file writes it, or null.</summary>
    public int? Find(string token) => vocabulary.TryGetValue(token, out var id) ? id : null;

    private void Refuse(JsonElement model)
    {
        // Files written before the type was recorded are told apart by their merges.
        var type = model.TryGetProperty("type", out var named) ? named.GetString() : model.TryGetProperty("merges", out _) ? "BPE" : "untyped";
        if (type != "BPE")
            throw new UnsupportedTokenizerException($"{path}: the model type '{type}' is not supported; use a tokenizer of type BPE.");
        foreach (var option in model.EnumerateObject())
            if (option.Name is "dropout" or "continuing_subword_prefix" or "end_of_word_suffix" or "byte_fallback"
                && option.Value is not { ValueKind: JsonValueKind.Null or JsonValueKind.False }
                && !(option.Value.ValueKind == JsonValueKind.String && option.Value.GetString() is ""))
                throw new UnsupportedTokenizerException($"{path}: the model option '{option.Name}' = {option.Value.GetRawText()} is not supported.");
    }

    private void Add(string token, int id)
    {
        if (id is < 0 or > LargestId)
            throw new NegPreactException($"{path}: the token '{token}' has the id {id}; ids go from 0 to {LargestId}.");
        if (!vocabulary.TryAdd(token, id) && vocabulary[token] != id)
            throw new NegPreactException($"{path}: the token '{token}' has two ids, {vocabulary[token]} and {id}; correct the file.");
    }

    private void ReadAdded(JsonElement root)
    {
        if (!root.TryGetProperty("added_tokens", out var list) || list.ValueKind == JsonValueKind.Null)
            return;
        foreach (var token in list.EnumerateArray())
        {
            bool Flag(string name) => token.TryGetProperty(name, out var value) && value.GetBoolean();
            var content = token.GetProperty("content").GetString()!;
            if (content.Length == 0 || added.Exists(t => t.Content == content))
                throw new NegPreactException($"{path}: the added token '{content}' is empty or there twice; correct the file.");
            if (Flag("single_word"))
                throw new UnsupportedTokenizerException($"{path}: the added token '{content}' has the option 'single_word', which is not supported.");
            var id = token.GetProperty("id").GetInt32();
            Add(content, id);
            added.Add(new AddedToken(id, content, Flag("special"), Flag("lstrip"), Flag("rstrip"), Flag("normalized")));
        }
    }

    private Dictionary<long, (int Rank, int Id)> ReadMerges(JsonElement list)
    {
        var merges = new Dictionary<long, (int Rank, int Id)>(list.GetArrayLength());
        var rank = 0;
        foreach (var merge in list.EnumerateArray())
        {
            var parts = merge.ValueKind == JsonValueKind.Array
                ? [.. merge.EnumerateArray().Select(part => part.GetString()!)]
                : merge.GetString()!.Split(' ');
            if (parts.Length != 2)
                throw new NegPreactException($"{path}: merge {rank} ({merge.GetRawText()}) does not name two symbols; correct the file.");
            merges[BytePairs.Pair(Need(parts[0]), Need(parts[1]))] = (rank, Need(parts[0] + parts[1]));
            rank++;

            int Need(string symbol) => Find(symbol)
                ?? throw new NegPreactException($"{path}: merge {rank} ('{parts[0]}' + '{parts[1]}') needs the symbol '{symbol}', which is not in the vocabulary.");
        }
        return merges;
    }
}
