using System.Text;

namespace NegPreact.Tokens;

/// <summary>
/// A word is its characters (SentencePiece); one that the vocabulary lacks becomes its bytes or, without tokens for
/// bytes, the unknown token.
/// </summary>
internal sealed class CharacterSymbols : ISymbols
{
    private readonly Dictionary<int, int> characters = [];
    private readonly int[]? byteIds;
    private readonly int? unknown;
    private readonly bool fuseUnknown;

    /// <param name="vocabulary">Tokens and their ids.</param>
    /// <param name="byteIds">The id of each single byte; null for none.</param>
    /// <param name="unknown">The id of characters beyond vocabulary and bytes; null for none.</param>
    /// <param name="fuseUnknown">Whether neighbouring unknown characters become one token.</param>
    public CharacterSymbols(IReadOnlyDictionary<string, int> vocabulary, int[]? byteIds, int? unknown, bool fuseUnknown)
    {
        (this.byteIds, this.unknown, this.fuseUnknown) = (byteIds, unknown, fuseUnknown);
        foreach (var (token, id) in vocabulary)
            if (Rune.DecodeFromUtf16(token, out var rune, out var units) == System.Buffers.OperationStatus.Done
                && units == token.Length)
                characters[rune.Value] = id;
    }

    public Piece[] Read(ReadOnlySpan<char> word)
    {
        var pieces = new List<Piece>(word.Length);
        Span<byte> bytes = stackalloc byte[4];
        var afterUnknown = false;
        foreach (var rune in word.EnumerateRunes())
        {
            var size = rune.EncodeToUtf8(bytes);
            var known = characters.TryGetValue(rune.Value, out var id);
            if (known)
                pieces.Add(new Piece(id, size));
            else if (byteIds is not null)
                foreach (var b in bytes[..size])
                    pieces.Add(new Piece(byteIds[b], 1));
            else if (afterUnknown && fuseUnknown)
                pieces[^1] = new Piece(pieces[^1].Id, pieces[^1].Size + size);
            else
                pieces.Add(new Piece(unknown ?? throw new NegPreactException(
                    ErrorKind.Vocabulary, $"The text holds the character U+{rune.Value:X4}, for which the tokenizer's "
                    + "vocabulary has no token."), size));
            afterUnknown = !known;
        }
        return [.. pieces];
    }

    public string Spell(ReadOnlySpan<char> word) => word.ToString();
}
