using System.Text;

namespace NegPreact.Tokens;

/// <summary>A word is its UTF-8 bytes (GPT-2 and similar).</summary>
/// <param name="byteIds">The id of each single byte, -1 where the vocabulary has none.</param>
internal sealed class ByteLevelSymbols(int[] byteIds) : ISymbols
{
    private static readonly UTF8Encoding utf8 = new(false, throwOnInvalidBytes: true);

    private const int Shown = 24; // bytes of a long word on either side of the one that is missing

    public Piece[] Read(ReadOnlySpan<char> word)
    {
        var bytes = Bytes(word);
        var missing = Array.FindIndex(bytes, b => byteIds[b] < 0);
        return missing < 0 ? Array.ConvertAll(bytes, b => new Piece(byteIds[b], 1))
            : throw new NegPreactException(
                ErrorKind.Vocabulary, $"The text '{Near(bytes, missing)}' holds the byte 0x{bytes[missing]:X2}, for "
                + "which the tokenizer's vocabulary has no token.");
    }

    public string Spell(ReadOnlySpan<char> word) => ByteSymbols.Write(Bytes(word));

    private static byte[] Bytes(ReadOnlySpan<char> word)
    {
        var bytes = new byte[utf8.GetByteCount(word)];
        utf8.GetBytes(word, bytes);
        return bytes;
    }

    private static string Near(byte[] bytes, int at) => ByteSymbols.Readable(
        bytes.AsSpan(Math.Max(0, at - Shown)..Math.Min(bytes.Length, at + Shown)));
}
