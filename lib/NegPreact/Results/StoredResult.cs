using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NegPreact.Results;

/// <summary>One file of a store: what was asked, what came out, and what is needed to check both.</summary>
/// <param name="Asked">
/// Kind, method and specification in canonical form; the SHA-256 of this text is the file's name.
/// </param>
/// <param name="Result">The result as JSON.</param>
/// <param name="Measured">When it was measured.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="Version">Which version of the library measured it.</param>
internal sealed record StoredResult(
    ReadOnlyMemory<byte> Asked, ReadOnlyMemory<byte> Result, DateTimeOffset Measured, double Seconds, string Version)
{
    private const int Format = 1;

    /// <summary>The version that measures now.</summary>
    public static string Current { get; } = typeof(StoredResult).Assembly.GetName().Version!.ToString(3);

    public string Key => CanonicalJson.Hash(Asked.Span);

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WritePropertyName("asked");
            json.WriteRawValue(Asked.Span, skipInputValidation: true);
            json.WriteString("measured", Measured.ToString("O", CultureInfo.InvariantCulture));
            json.WriteNumber("seconds", Seconds);
            json.WriteString("version", Version);
            json.WriteString("sha256", CanonicalJson.Hash(Result.Span));
            json.WritePropertyName("result");
            json.WriteRawValue(Result.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Takes a file apart and checks it.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="key">The file's name without its ending.</param>
    /// <param name="fault">What is wrong with it, to be put after "it"; null where nothing is.</param>
    public static StoredResult? Read(ReadOnlyMemory<byte> bytes, string key, out string? fault)
    {
        fault = null;
        try
        {
            using var document = ForeignJson.Parse(bytes, isStrict: true);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format)
                || format.ValueKind != JsonValueKind.Number)
                fault = "is no stored result";
            else if (!format.TryGetInt32(out var number) || number != Format)
                fault = $"is of format {format.GetRawText()}, not {Format}";
            else
                return Checked(root, key, out fault);
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            fault = "is cut off or damaged";
        }

        return null;
    }

    private static StoredResult? Checked(JsonElement root, string key, out string? fault)
    {
        var result = root.GetProperty("result");
        var stored = new StoredResult(
            Raw(root.GetProperty("asked")), Raw(result), root.GetProperty("measured").GetDateTimeOffset(),
            root.GetProperty("seconds").GetDouble(),
            root.GetProperty("version").GetString() ?? "");
        fault = stored.Key != key ? "belongs to another question than its name says"
            : CanonicalJson.Hash(stored.Result.Span) != root.GetProperty("sha256").GetString()
                ? "holds a result of another SHA-256 than it says"
            : !double.IsFinite(stored.Seconds) || !IsFinite(result) ? "holds a number that is not finite"
            : null;
        return fault is null ? stored : null;
    }

    private static byte[] Raw(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();

    // .NET reads 1e999 as infinity.
    private static bool IsFinite(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.TryGetDouble(out var value) && double.IsFinite(value),
        JsonValueKind.Array => element.EnumerateArray().All(IsFinite),
        JsonValueKind.Object => element.EnumerateObject().All(m => IsFinite(m.Value)),
        _ => true,
    };
}
