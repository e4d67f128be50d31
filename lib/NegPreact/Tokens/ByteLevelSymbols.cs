using System.Text;

namespace NegPreact.Tokens;

/// <summary>A word is its UTF-8 bytes (GPT-2 and similar).</summary>
/// <param name="byteIds">The id of each single byte, -1 where the vocabulary has none.</param>
internal sealed class ByteLevelSymbols(int[] byteIds) : ISymbols
{
    private static readonly UTF8Encoding utf8 = new(false, throwOnInvalidBytes: true);

    public Piece[] Read(ReadOnlySpan<char> word) => Array.ConvertAll(Bytes(word), b => byteIds[b] >= 0
        ? new Piece(byteIds[b], 1)
        : throw new NegPreactException(
            ErrorKind.Vocabulary, $"The text holds the byte 0x{b:X2}, for which the tokenizer's vocabulary has "
            + "no token."));

    public string Spell(ReadOnlySpan<char> word) => ByteSymbols.Write(Bytes(word));

    private static byte[] Bytes(ReadOnlySpan<char> word)
    {
        var bytes = new byte[utf8.GetByteCount(word)];
        utf8.GetBytes(word, bytes);
        return bytes;
    }
}
