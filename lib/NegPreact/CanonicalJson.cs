using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NegPreact;

/// <summary>
/// One text for one value: members in ordinal order, no white space, numbers that read back to the same bits.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>How results are written and read: strictly, with enums by name. NaN and infinity are refused.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true, // what is computed from the rest need not be kept
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for people; no browser reads these files as a page
    };

    // Specifications may be anonymous types, all of whose properties are read-only.
    private static readonly JsonSerializerOptions whole = new(Options) { IgnoreReadOnlyProperties = false };

    /// <summary>The canonical text of a specification.</summary>
    public static byte[] Of(object value) =>
        JsonSerializer.SerializeToUtf8Bytes(Sorted(JsonSerializer.SerializeToNode(value, whole)), whole);

    /// <summary>The same as characters.</summary>
    public static string TextOf(object value) => Encoding.UTF8.GetString(Of(value));

    /// <summary>SHA-256 of a text, in lower-case hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(SHA256.HashData(utf8));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(
            m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
