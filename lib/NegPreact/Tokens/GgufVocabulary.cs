using System.Globalization;
using System.Text.Json.Nodes;
using NegPreact.Weights;

namespace NegPreact.Tokens;

/// <summary>The tokens that a GGUF file lists, checked.</summary>
internal sealed class GgufVocabulary
{
    /// <summary>What all keys of a tokenizer begin with.</summary>
    public const string Prefix = "tokenizer.ggml.";

    private const string Advice = "the file is damaged, or not made by the format's rules: convert the model again.";
    private readonly GgufMetadata metadata;
    private readonly IReadOnlyList<string> tokens;
    private readonly IReadOnlyList<long> kinds;

    /// <exception cref="NegPreactException">The lists are missing or contradict each other.</exception>
    public GgufVocabulary(GgufMetadata metadata)
    {
        this.metadata = metadata;
        tokens = metadata.Texts(Prefix + "tokens") ?? throw Missing("tokens");
        kinds = metadata.Integers(Prefix + "token_type") ?? throw Missing("token_type");
        CheckLength("token_type", kinds.Count);
        foreach (var (kind, id) in kinds.Select((kind, id) => (kind, id)))
            if (!Enum.IsDefined((Kind)kind))
                throw Broken($"token {id} ('{tokens[id]}') has the type {kind}; types go from 1 to 6");
    }

    // As the format numbers them.
    private enum Kind : long
    {
        Normal = 1, Unknown, Control, UserDefined, Unused, Byte,
    }

    /// <summary>All tokens but those that only fill up the model's rows.</summary>
    public JsonObject Ids
    {
        get
        {
            var ids = new JsonObject();
            for (var id = 0; id < tokens.Count; id++)
                if (!IsFilling(id) && !ids.TryAdd(tokens[id], id))
                    throw Broken($"the token '{tokens[id]}' has two ids, {ids[tokens[id]]} and {id}");
            return ids;
        }
    }

    /// <summary>Whether there are tokens for bytes.</summary>
    public bool HasBytes => kinds.Contains((long)Kind.Byte);

    /// <summary>
    /// The tokens that are looked for in a text before anything else: marks, which are special, and what the model's
    /// authors added to be whole.
    /// </summary>
    /// <param name="stripsRight">Which of them swallow the white space after them.</param>
    public IEnumerable<JsonObject> Added(Func<string, bool> stripsRight) => Of(
        Kind.Unknown, Kind.Control, Kind.UserDefined)
        .Select(id => TokenizerParts.Added(
            id, tokens[id], special: KindOf(id) != Kind.UserDefined, rightStrip: stripsRight(tokens[id])));

    /// <summary>The pieces of a SentencePiece vocabulary that texts are made of, with their scores.</summary>
    public IReadOnlyCollection<(string Piece, float Score)> Scored()
    {
        var scores = metadata.Numbers(Prefix + "scores") ?? throw Missing("scores");
        CheckLength("scores", scores.Count);
        return [.. Of(Kind.Normal).Select(id => (tokens[id], scores[id]))];
    }

    /// <summary>The merges of a byte-level vocabulary.</summary>
    public IReadOnlyList<string> Merges() => metadata.Texts(Prefix + "merges") ?? throw Missing("merges");

    /// <summary>
    /// A token that the file names for a purpose, such as `bos` or `unknown`; null where it names none.
    /// </summary>
    public (string Token, int Id)? Named(string purpose)
    {
        return IdOrNull(metadata, purpose) switch
        {
            null => null,
            { } id when id >= 0 && id < tokens.Count => (tokens[(int)id], (int)id),
            var id => throw Broken($"{Key(purpose)} is {id}, but there are {tokens.Count} tokens"),
        };
    }

    /// <summary>The id that a file gives for a purpose, as it is there; null where it has none.</summary>
    public static long? IdOrNull(GgufMetadata metadata, string purpose) =>
        metadata.Integer(Key(purpose)) switch
        {
            -1 or uint.MaxValue => null, // how some writers say that there is none
            var id => id,
        };

    /// <summary>The token for what the vocabulary lacks: the one named, or else the first of that type.</summary>
    public string? Unknown => Named("unknown")?.Token ?? Of(Kind.Unknown).Select(id => tokens[id]).FirstOrDefault();

    /// <summary>The begin or end token where texts get it.</summary>
    /// <param name="purpose">`bos` or `eos`.</param>
    /// <param name="otherwise">Whether they do where the file does not say.</param>
    public (string Token, int Id)? Surrounding(string purpose, bool otherwise)
    {
        var flag = $"{Prefix}add_{purpose}_token";
        return !(metadata.Flag(flag) ?? otherwise) ? null : Named(purpose) ?? throw Broken(
            metadata.Flag(flag) is null ? $"texts get a {purpose} token by its kind, but {Prefix}{purpose}_token_id is "
            + "missing" : $"{flag} is set, but {Prefix}{purpose}_token_id is missing");
    }

    /// <summary>Metadata that do not fit together.</summary>
    public NegPreactException Broken(string fault) => new(
        ErrorKind.TokenizerFile, $"{metadata.Path}: {fault}; {Advice}");

    private static string Key(string purpose) => $"{Prefix}{purpose}_token_id";

    private IEnumerable<int> Of(params Kind[] wanted) => Enumerable.Range(0, tokens.Count).Where(
        id => wanted.Contains(KindOf(id)));

    private Kind KindOf(int id) => (Kind)kinds[id];

    private bool IsFilling(int id) => KindOf(id) == Kind.Unused
        && tokens[id] == string.Create(CultureInfo.InvariantCulture, $"[PAD{id}]");

    private void CheckLength(string list, int count)
    {
        if (count != tokens.Count)
            throw Broken($"{Prefix}{list} has {count} entries for {tokens.Count} tokens");
    }

    private NegPreactException Missing(string list) => Broken($"names a tokenizer, but has no {Prefix}{list}");
}
