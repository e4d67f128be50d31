using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NegPreact.Tokens;

/// <summary>A Hugging Face `tokenizer.json`: text to token ids and back.</summary>
public sealed class Tokenizer
{
    private readonly BytePairs model;
    private readonly Dictionary<string, int> added;
    private readonly Regex? addedRegex;
    private readonly byte[]?[] bytes;

    private Tokenizer(JsonElement root)
    {
        var vocabulary = root.GetProperty("model").GetProperty("vocab").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32(), StringComparer.Ordinal);
        added = root.GetProperty("added_tokens").EnumerateArray().ToDictionary(t => t.GetProperty("content").GetString()!, t => t.GetProperty("id").GetInt32(), StringComparer.Ordinal);
        if (added.Count > 0)
            addedRegex = new Regex(string.Join('|', added.Keys.OrderByDescending(k => k.Length).Select(Regex.Escape)), RegexOptions.CultureInvariant);
        VocabularySize = vocabulary.Values.Concat(added.Values).Max() + 1;
        bytes = new byte[]?[VocabularySize];
        var byteIds = new int[256];
        foreach (var (text, id) in vocabulary)
        {
            bytes[id] = ByteSymbols.Read(text);
            if (bytes[id] is [var only])
                byteIds[only] = id;
        }
        foreach (var (text, id) in added)
            bytes[id] = Encoding.UTF8.GetBytes(text);
        var merges = new Dictionary<long, (int, int)>();
        foreach (var merge in root.GetProperty("model").GetProperty("merges").EnumerateArray())
        {
            var pair = merge.GetString()!.Split(' ');
            merges.TryAdd(BytePairs.Pair(vocabulary[pair[0]], vocabulary[pair[1]]), (merges.Count, vocabulary[pair[0] + pair[1]]));
        }
        model = new BytePairs(byteIds, merges);
        EndOfTextId = added.TryGetValue("<|endoftext|>", out var end) ? end : null;
    }

    /// <summary>The largest id + 1.</summary>
    public int VocabularySize { get; }

    /// <summary>The id that ends a text.</summary>
    public int? EndOfTextId { get; }

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="folderOrFile">A folder that holds `tokenizer.json`, or the file.</param>
    public static Tokenizer Load(string folderOrFile)
    {
        var path = Directory.Exists(folderOrFile) ? Path.Combine(folderOrFile, "tokenizer.json") : folderOrFile;
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new Tokenizer(document.RootElement);
    }

    /// <summary>The ids of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="addSpecialTokens">Whether to add what the post-processor adds.</param>
    public int[] Encode(string text, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(text.Length / 3);
        var ends = new List<int>();
        var done = 0;
        if (addedRegex is not null)
            foreach (var match in addedRegex.EnumerateMatches(text))
            {
                EncodePart(text.AsSpan(done, match.Index - done));
                ids.Add(added[text.Substring(match.Index, match.Length)]);
                done = match.Index + match.Length;
            }
        EncodePart(text.AsSpan(done));
        return [.. ids];

        void EncodePart(ReadOnlySpan<char> part)
        {
            ends.Clear();
            WordSplitter.Gpt2.Split(part, ends);
            var start = 0;
            foreach (var end in ends)
            {
                ids.AddRange(model.Encode(part[start..end]));
                start = end;
            }
        }
    }

    /// <summary>The text of some ids; bytes that form no character become U+FFFD.</summary>
    /// <param name="ids">Token ids.</param>
    public string Decode(ReadOnlySpan<int> ids)
    {
        using var joined = new MemoryStream();
        foreach (var id in ids)
            joined.Write(bytes[id]);
        return Encoding.UTF8.GetString(joined.GetBuffer(), 0, (int)joined.Length);
    }
}
