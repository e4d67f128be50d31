using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace NegPreact.Results;

/// <summary>
/// One result as a record has it, a line: <c>{"key", "asked", "result", "sha256"}</c>. It has no time in it, so that
/// the same numbers give the same file.
/// </summary>
internal static class RecordLine
{
    public static byte[] Of(StoredResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("key", result.Key);
            json.WritePropertyName("asked");
            json.WriteRawValue(result.Asked.Span, skipInputValidation: true);
            json.WriteString("sha256", CanonicalJson.Hash(result.Result.Span));
            json.WritePropertyName("result");
            json.WriteRawValue(result.Result.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Takes a line apart and checks it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="made">When and by what it was measured.</param>
    /// <param name="fault">What is wrong with it; null where nothing is.</param>
    public static StoredResult? Read(string line, RecordMade made, out string? fault)
    {
        try
        {
            using var document = ForeignJson.Parse(Encoding.UTF8.GetBytes(line), isStrict: true);
            var root = document.RootElement;
            var result = new StoredResult(
                Raw(root.GetProperty("asked")), Raw(root.GetProperty("result")), made.Date, 0, made.Version);
            fault = root.EnumerateObject().Count() != 4 ? "holds more than a result"
                : root.GetProperty("key").GetString() != result.Key ? "has another key than its question's"
                : root.GetProperty("sha256").GetString() != CanonicalJson.Hash(result.Result.Span)
                    ? "holds a result of another SHA-256 than it says"
                : null;
            return fault is null ? result : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            fault = "is cut off or damaged";
            return null;
        }
    }

    private static byte[] Raw(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();

    /// <summary>The weights that a result is of; null for what is computed from results alone.</summary>
    public static string? WeightsOf(StoredResult result)
    {
        using var asked = JsonDocument.Parse(result.Asked);
        return asked.RootElement.GetProperty("specification").TryGetProperty("model", out var model)
            && model.ValueKind == JsonValueKind.Object && model.TryGetProperty("weights", out var weights)
            ? weights.GetString()
            : null;
    }

    /// <summary>The file of a kind of result, below the record's folder.</summary>
    public static string FileOf(StoredResult result)
    {
        using var asked = JsonDocument.Parse(result.Asked);
        var kind = asked.RootElement.GetProperty("kind").GetString()!.Replace(' ', '-');
        return $"{ResultRecord.ResultsName}/{kind}{ResultRecord.FileEnding}";
    }
}
