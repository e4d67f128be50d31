using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace NegPreact.Tokens;

/// <summary>From tokens back to text, as the decoder of a `tokenizer.json` says.</summary>
internal sealed class TokenDecoder
{
    private readonly List<(string From, string To)> rewritten = [];
    private readonly bool byteFallback;
    private readonly char stripped;
    private readonly int strippedStart;
    private readonly int strippedEnd;

    /// <summary>The decoder of byte-level tokens: their bytes, joined.</summary>
    public TokenDecoder()
    {
    }

    /// <summary>The decoder of SentencePiece tokens: rewritten one by one, then joined, then cut at the ends.</summary>
    /// <exception cref="UnsupportedTokenizerException">The parts are of other kinds or in another order.</exception>
    public TokenDecoder(IReadOnlyList<JsonElement> parts, string path)
    {
        IsCharacterLevel = true;
        var order = 0;
        foreach (var part in parts)
        {
            var type = part.GetProperty("type").Text();
            var place = type switch { "Replace" => 1, "ByteFallback" => 2, "Fuse" => 3, "Strip" => 4, _ => 0 };
            if (place < order || (place == order && place != 1) || (place == 4 && order != 3))
                throw Unsupported(part);
            order = place;
            switch (type)
            {
                case "Replace":
                    rewritten.Add((part.GetProperty("pattern").TryGetProperty("String", out var text)
                        && text.GetString() is { Length: > 0 } from
                        ? from : throw Unsupported(part), part.GetProperty("content").Text()));
                    break;
                case "ByteFallback":
                    byteFallback = true;
                    break;
                case "Strip":
                    stripped = part.GetProperty("content").GetString() is [var one] ? one : throw Unsupported(part);
                    (strippedStart, strippedEnd) = (
                        part.GetProperty("start").GetInt32(), part.GetProperty("stop").GetInt32());
                    break;
                default:
                    break;
            }
        }
        if (order < 3)
            throw new UnsupportedTokenizerException(
                $"{path}: the {parts.Count} decoders do not join the tokens ('Fuse'), which is not supported.");

        UnsupportedTokenizerException Unsupported(JsonElement part) =>
            new($"{path}: the decoder '{part.GetProperty("type")}' is not supported as the file has it: "
            + $"{part.GetRawText().ReplaceLineEndings(" ")}");
    }

    /// <summary>Whether tokens are written in characters, not in byte symbols.</summary>
    public bool IsCharacterLevel { get; }

    /// <summary>Whether tokens such as `&lt;0x0A&gt;` stand for bytes.</summary>
    public bool HasByteTokens => byteFallback;

    /// <summary>The token of a byte.</summary>
    public static string ByteToken(int value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    /// <summary>The bytes that a token stands for.</summary>
    public byte[] Bytes(string token)
    {
        if (!IsCharacterLevel)
            return ByteSymbols.Read(token) ?? Encoding.UTF8.GetBytes(token);
        if (byteFallback && token.Length == 6 && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out var value) && token == ByteToken(value))
            return [value];
        foreach (var (from, to) in rewritten)
            token = token.Replace(from, to, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(token);
    }

    /// <summary>The text of some ids.</summary>
    public string Decode(ReadOnlySpan<int> ids, TokenizerModel model)
    {
        var text = new StringBuilder();
        var run = new List<byte>();
        foreach (var id in ids)
        {
            var bytes = model.Bytes(id);
            if (!IsCharacterLevel || model.IsByte(id))
            {
                run.AddRange(bytes);
                continue;
            }
            Flush();
            text.Append(Encoding.UTF8.GetString(bytes));
        }
        Flush();
        var (start, end) = (0, text.Length);
        while (start < Math.Min(strippedStart, end) && text[start] == stripped)
            start++;
        while (text.Length - end < strippedEnd && end > start && text[end - 1] == stripped)
            end--;
        return text.ToString(start, end - start);

        // Hugging Face gives up a whole run of byte tokens where a part of it forms no character.
        void Flush()
        {
            var bytes = CollectionsMarshal.AsSpan(run);
            text.Append(IsCharacterLevel && !Utf8.IsValid(bytes) ? new string('\uFFFD', bytes.Length)
                : Encoding.UTF8.GetString(bytes));
            run.Clear();
        }
    }
}
