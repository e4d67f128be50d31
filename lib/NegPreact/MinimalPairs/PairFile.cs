using System.Text;
using System.Text.Json;

namespace NegPreact;

/// <summary>Reads minimal pairs from JSON lines, one pair per line, without holding the file.</summary>
/// <remarks>
/// Every format has <c>sentence_good</c> and <c>sentence_bad</c>; which one it is shows in the other fields:
/// <list type="bullet">
/// <item>BLiMP (Warstadt et al. 2020): <c>UID</c> is the paradigm and <c>linguistics_term</c> the phenomenon.</item>
/// <item>The built-in pairs: <c>UID</c>, <c>phenomenon</c> and <c>suite</c>.</item>
/// <item>TSE (Marvin and Linzen 2018): <c>construction</c> is the phenomenon; with <c>condition</c> and, for negative
/// polarity,
/// <c>alternative</c> it is the paradigm.</item>
/// <item>TSE as in "Refining TSE" (Newman et al. 2021): the file's name is the phenomenon; with <c>label</c> it is the
/// paradigm.</item>
/// </list>
/// A pair of identical sentences is accepted, since BLiMP as published has seven (in <c>passive_1</c> and
/// <c>principle_A_case_2</c>): such a pair is always a tie.
/// </remarks>
public static class PairFile
{
    private const string Advice = "get the file again, or correct the line";

    /// <summary>The pairs of a file, read as they are asked for.</summary>
    /// <param name="path">
    /// A <c>.jsonl</c> or <c>.jsonl.gz</c> file, by its path or by its path in this repository.
    /// </param>
    /// <param name="suite">
    /// Where given, only the pairs whose <c>suite</c> field says so; those of published files, which have no such
    /// field, are all taken.
    /// </param>
    /// <exception cref="NegPreactException">
    /// A missing file, or a wrong or half-written line, which is named by its number.
    /// </exception>
    public static IEnumerable<MinimalPair> Read(string path, string? suite = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var place = Repository.Resolve(path);
        return File.Exists(place)
            ? ReadLines(place, suite)
            : throw new NegPreactException(
                ErrorKind.DataMissing, $"There is no file {place}; name a .jsonl or .jsonl.gz file of minimal pairs.");
    }

    private static IEnumerable<MinimalPair> ReadLines(string path, string? suite)
    {
        foreach (var (number, line, _) in TextLines.Read(path))
            if (Parse(line, path, $"{path}, line {number}", suite) is { } pair)
                yield return pair;
    }

    private static MinimalPair? Parse(string line, string path, string place, string? suite)
    {
        JsonDocument document;
        try
        {
            document = ForeignJson.Parse(Encoding.UTF8.GetBytes(line), isStrict: true);
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.DataFile,
                $"{place}: this is not a complete JSON object (the file may be half-written); {Advice}.",
                e);
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new NegPreactException(ErrorKind.DataFile, $"{place}: this is not a JSON object; {Advice}.");
            if (suite is not null && root.TryGetProperty("suite", out _) && Text(root, "suite", place) != suite)
                return null;
            var (paradigm, phenomenon) = Kind(root, path, place);
            return new MinimalPair(
                Text(root, "sentence_good", place), Text(root, "sentence_bad", place), paradigm, phenomenon);
        }
    }

    private static (string Paradigm, string Phenomenon) Kind(JsonElement root, string path, string place)
    {
        if (root.TryGetProperty("UID", out _))
            return (Text(root, "UID", place),
                Text(root, root.TryGetProperty("phenomenon", out _) ? "phenomenon" : "linguistics_term", place));
        if (root.TryGetProperty("construction", out _))
        {
            var construction = Text(root, "construction", place);
            var alternative = root.TryGetProperty("alternative", out _) ? $" {Number(root, "alternative", place)}" : "";
            return ($"{construction} {Text(root, "condition", place)}{alternative}", construction);
        }

        if (!root.TryGetProperty("label", out _))
            throw new NegPreactException(
                ErrorKind.DataFile, $"{place}: nothing names the paradigm: neither 'UID' nor 'construction' nor "
                + $"'label'; {Advice}.");
        var file = Path.GetFileName(path);
        var name = file[..file.IndexOf('.', StringComparison.Ordinal)];
        return ($"{name} {Number(root, "label", place)}", name);
    }

    private static string Text(JsonElement root, string field, string place) =>
        root.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : throw new NegPreactException(
                ErrorKind.DataFile,
                $"{place}: '{field}' is missing, empty or not text; {Advice}.");

    private static long Number(JsonElement root, string field, string place) =>
        root.GetProperty(field) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number)
            ? number
            : throw new NegPreactException(ErrorKind.DataFile, $"{place}: '{field}' is not a whole number; {Advice}.");
}
