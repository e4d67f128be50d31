using System.Text.Json;
using System.Text.Unicode;

namespace NegPreact;

/// <summary>
/// JSON that somebody else wrote. What .NET finds only when a text is asked for (bytes that are not UTF-8, half a
/// surrogate pair) is found at once, and is a <see cref="JsonException"/> like anything else that is no JSON.
/// </summary>
internal static class ForeignJson
{
    private static readonly JsonDocumentOptions Unique = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The text; it must not change while the document is used.</param>
    /// <param name="isStrict">Whether a repeated name is refused.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, bool isStrict = false)
    {
        Check(utf8.Span);
        return JsonDocument.Parse(utf8, isStrict ? Unique : default);
    }

    private static void Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw Wrong("it is not UTF-8", utf8, utf8.Length);
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0)
            return;
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped)
                try
                {
                    reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    throw Wrong("it holds half a surrogate pair", utf8, (int)reader.TokenStartIndex);
                }
    }

    // The line on which the fault lies: the first that is not UTF-8, or else that of a byte.
    private static JsonException Wrong(string what, ReadOnlySpan<byte> utf8, int position)
    {
        long line = 0;
        foreach (var range in utf8[..position].Split((byte)'\n'))
        {
            if (range.End.Value == position || !Utf8.IsValid(utf8[range]))
                break;
            line++;
        }

        return new JsonException(what, path: null, line, bytePositionInLine: null);
    }
}
