using System.Buffers;
using System.Globalization;
using System.Text;

namespace NegPreact.Tokens;

/// <summary>
/// The byte-level alphabet of GPT-2: each of the 256 bytes is written as one printable character, so that a vocabulary
/// of byte strings fits in a JSON file. Printable Latin-1 bytes stand for themselves; the others get U+0100, U+0101, ….
/// </summary>
internal static class ByteSymbols
{
    private static readonly char[] symbols = MakeSymbols();
    private static readonly short[] bytes = MakeBytes();

    /// <summary>The character that a byte is written as.</summary>
    public static char Of(byte value) => symbols[value];

    /// <summary>The bytes that a token's characters stand for, or null when one of them is no byte symbol.</summary>
    public static byte[]? Read(ReadOnlySpan<char> token)
    {
        var read = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (token[i] >= bytes.Length || bytes[token[i]] < 0)
                return null;
            read[i] = (byte)bytes[token[i]];
        }
        return read;
    }

    /// <summary>The characters that some bytes are written as.</summary>
    public static string Write(ReadOnlySpan<byte> value)
    {
        var written = new char[value.Length];
        for (var i = 0; i < value.Length; i++)
            written[i] = symbols[value[i]];
        return new string(written);
    }

    /// <summary>Bytes for a person to read; see <see cref="Tokenizer.TokenText"/>.</summary>
    public static string Readable(ReadOnlySpan<byte> value)
    {
        var text = new StringBuilder();
        while (!value.IsEmpty)
        {
            var whole = Rune.DecodeFromUtf8(value, out var rune, out var size) == OperationStatus.Done;
            if (whole && rune.Value is ' ' or '\n' or '\r' or '\t')
                text.Append(rune.Value switch { ' ' => "␣", '\n' => "\\n", '\r' => "\\r", _ => "\\t" });
            else if (whole && !Rune.IsControl(rune))
                text.Append(rune);
            else
                foreach (var b in value[..size])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
            value = value[size..];
        }
        return text.ToString();
    }

    private static char[] MakeSymbols()
    {
        var made = new char[256];
        var next = 0x100;
        for (var b = 0; b < 256; b++)
            made[b] = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)b : (char)next++;
        return made;
    }

    private static short[] MakeBytes()
    {
        var made = new short[symbols.Max() + 1];
        Array.Fill(made, (short)-1);
        for (var b = 0; b < 256; b++)
            made[symbols[b]] = (short)b;
        return made;
    }
}
