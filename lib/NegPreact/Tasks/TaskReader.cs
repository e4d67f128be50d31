using System.Security.Cryptography;
using System.Text.Json;

namespace NegPreact;

/// <summary>Reads task files, line by line, and says of a bad one which line it is.</summary>
internal static class TaskReader
{
    public static TaskSet Read(string path)
    {
        var bytes = Bytes(path);
        var items = new List<TaskItem>();
        TaskKind? kind = null;
        var line = 0;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            line++;
            var text = bytes.AsMemory(range);
            if (text.Span.Trim(" \r\t"u8).IsEmpty)
                continue;
            var (item, itsKind) = Item(text, path, line);
            if (kind is { } first && first != itsKind)
                throw Bad(path, line, $"asks for {itsKind}, the lines before for {first}; put each kind into its own "
                    + "file");
            kind = itsKind;
            items.Add(item);
        }

        return kind is { } one
            ? new TaskSet(Name(path), one, items, Convert.ToHexStringLower(SHA256.HashData(bytes)))
            : throw new NegPreactException(ErrorKind.DataFile, $"{path} holds no question; fetch or write it again.");
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return PackedFile.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new NegPreactException(
                ErrorKind.DataFile, $"The task file {path} cannot be read ({e.Message}); name an existing, whole "
                + ".jsonl or .jsonl.gz file.", e);
        }
    }

    private static (TaskItem Item, TaskKind Kind) Item(ReadOnlyMemory<byte> text, string path, int line)
    {
        try
        {
            using var json = ForeignJson.Parse(text);
            var fields = json.RootElement;
            if (fields.ValueKind != JsonValueKind.Object)
                throw Bad(path, line, "is not a JSON object; write one question per line");
            var group = fields.TryGetProperty("task", out var task) ? String(task, "task") : null;
            if (fields.TryGetProperty("choices", out _))
            {
                var query = String(Field("query"), "query");
                return (With([.. Strings("choices")
                    .Select(choice => new TaskOption(query, NotEmpty(choice, "choices")))], Gold("choices")),
                    TaskKind.MultipleChoice);
            }

            var continuation = NotEmpty(String(Field("continuation"), "continuation"), "continuation");
            return fields.TryGetProperty("context_options", out _)
                ? (With([.. Strings("context_options").Select(context => new TaskOption(context, continuation))],
                    Gold("context_options")), TaskKind.Schema)
                : (With([new TaskOption(String(Field("context"), "context"), continuation)], 0), TaskKind.LastWord);

            TaskItem With(TaskOption[] options, int gold) => new(options, gold, line, group);

            JsonElement Field(string name) => fields.TryGetProperty(name, out var value)
                ? value
                : throw Bad(path, line, $"has no field \"{name}\"; a question has query, choices and gold, or "
                    + "context_options, continuation and gold, or context and continuation");

            string[] Strings(string name) =>
                Field(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() >= 2
                    ? [.. list.EnumerateArray().Select(one => String(one, name))]
                    : throw Bad(path, line, $"has no list of at least two texts in \"{name}\"");

            int Gold(string of) =>
                Field("gold") is { ValueKind: JsonValueKind.Number } gold && gold.TryGetInt32(out var index)
                && index >= 0 && index < Field(of).GetArrayLength()
                    ? index
                    : throw Bad(path, line, $"has a \"gold\" that is not an index of \"{of}\" (counted from 0)");
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.DataFile,
                $"{path}: line {line} is not a complete JSON object; it may be half-written: correct it or fetch the "
                    + "file again.",
                e);
        }

        string String(JsonElement value, string name) => value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Bad(path, line, $"has something other than text in \"{name}\"");

        string NotEmpty(string value, string name) => !string.IsNullOrWhiteSpace(value)
            ? value
            : throw Bad(path, line, $"has an empty text in \"{name}\", which cannot be scored");
    }

    private static NegPreactException Bad(string path, int line, string problem) => new(
        ErrorKind.DataFile, $"{path}: line {line} {problem}.");

    private static string Name(string path)
    {
        var name = Path.GetFileName(path);
        var end = name.IndexOf(".jsonl", StringComparison.Ordinal);
        return end > 0 ? name[..end] : name;
    }
}
