using System.Text.Json;
using System.Text.Unicode;

namespace NegPreact.Weights;

/// <summary>
/// Walks JSON that somebody else wrote, refusing what .NET's readers let pass: a repeated key, where the last would
/// win, and a count of keys or numbers that only serves to eat memory. Every failure names the file.
/// </summary>
internal ref struct StrictJson
{
    /// <summary>The keys one object may hold. The largest models known have under 100 000 tensors.</summary>
    public const int MaxKeys = 1 << 18;

    /// <summary>The dimensions a tensor may have: more than any tensor library takes.</summary>
    public const int MaxNumbers = 64;

    private readonly string path;
    private readonly string part;
    private readonly string advice;
    private Utf8JsonReader reader;

    public StrictJson(ReadOnlySpan<byte> utf8, string path, string part, string advice)
    {
        (this.path, this.part, this.advice) = (path, part, advice);
        if (!Utf8.IsValid(utf8)) throw Fail($"{part} is not valid UTF-8");
        reader = new Utf8JsonReader(utf8);
    }

    /// <summary>A foreign string, fit for a one-line message.</summary>
    public static string Show(string text) =>
        $"\"{string.Concat(text.Take(100).Select(c => char.IsControl(c) ? '?' : c))}{(text.Length > 100 ? "…" : "")}\"";

    public readonly NegPreactException Fail(string problem) => new(
        ErrorKind.WeightsFile, $"{path}: {problem}. {advice}");

    public void BeginObject(string what)
    {
        if (Next() != JsonTokenType.StartObject) throw Fail($"{what} is not a JSON object");
    }

    /// <summary>The next key of the object that was begun; false at its end.</summary>
    public bool NextKey(HashSet<string> seen, string what, out string key)
    {
        key = "";
        if (Next() == JsonTokenType.EndObject) return false;
        key = Text();
        if (!seen.Add(key)) throw Fail($"{what} has {Show(key)} twice");
        if (seen.Count > MaxKeys) throw Fail($"{what} has more than {MaxKeys} entries");
        return true;
    }

    public string NextString(string what) =>
        Next() == JsonTokenType.String ? Text() : throw Fail($"{what} is not a string");

    public List<long> NextCounts(string what)
    {
        if (Next() != JsonTokenType.StartArray) throw Fail($"{what} is not a list of integers");
        var counts = new List<long>();
        while (Next() != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number) throw Fail($"{what} is not a list of integers");
            if (!reader.TryGetInt64(out var count) || count < 0)
                throw Fail($"{what} holds a number that is negative, fractional or too large");
            if (counts.Count == MaxNumbers) throw Fail($"{what} holds more than {MaxNumbers} numbers");
            counts.Add(count);
        }

        return counts;
    }

    public void SkipValue()
    {
        Next();
        try
        {
            reader.Skip();
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    /// <summary>Nothing but whitespace may follow.</summary>
    public void End()
    {
        try
        {
            reader.Read();
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    private JsonTokenType Next()
    {
        try
        {
            reader.Read(); // at the text's end within an object this throws rather than returning false
            return reader.TokenType;
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    private string Text()
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fail($"{part} holds an escape sequence that is half a character");
        }
    }

    private readonly NegPreactException NotJson(JsonException e) =>
        new(ErrorKind.WeightsFile, $"{path}: {part} is not valid JSON at byte {reader.BytesConsumed}. {advice}", e);
}
