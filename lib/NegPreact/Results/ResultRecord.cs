using System.Text;
using System.Text.Json;

namespace NegPreact.Results;

/// <summary>
/// Results that were measured once, on whatever machine, and are kept in the open: a folder with <c>record.json</c>,
/// <c>claims.json</c> and the results in <c>results/KIND.jsonl.gz</c>, one per line. It holds numbers and hashes, and
/// no text, weights or token ids.
/// </summary>
/// <remarks>
/// Every file is checked against its hash before anything of it is used, and every result against its own. The files
/// are read when the first result of the model is asked for.
/// </remarks>
public sealed class ResultRecord
{
    /// <summary>The name of the file that describes a record.</summary>
    public const string FileName = "record.json";

    internal const string ResultsName = "results", FileEnding = ".jsonl.gz";
    private readonly Lazy<RecordFacts> facts;
    private readonly Lazy<Dictionary<string, StoredResult>> results;

    private ResultRecord(string folder)
    {
        Folder = folder;
        facts = new(ReadFacts);
        results = new(ReadResults);
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>What it says of itself.</summary>
    /// <exception cref="NegPreactException">The file is damaged or was changed.</exception>
    public RecordFacts Facts => facts.Value;

    /// <summary>Its results, in the order of their keys.</summary>
    /// <exception cref="NegPreactException">A file is damaged or was changed.</exception>
    internal IReadOnlyList<StoredResult> Results =>
        [.. results.Value.Values.OrderBy(r => r.Key, StringComparer.Ordinal)];

    /// <summary>The record in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="NegPreactException">There is none.</exception>
    public static ResultRecord Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var place = Repository.Resolve(folder);
        return File.Exists(Path.Combine(place, FileName))
            ? new ResultRecord(place)
            : throw new NegPreactException(
                ErrorKind.Record, $"{place} holds no {FileName}, so no record; name a folder that negpreact study "
                + "wrote.");
    }

    /// <summary>
    /// The folder of records: that which <c>NEGPREACT_RECORDS</c> names, else <c>data/results</c> in the repository;
    /// null outside the repository, and where <c>NEGPREACT_RECORDS</c> is <c>off</c>.
    /// </summary>
    public static string? Place => EnvironmentSettings.Find("records") is { } named
        ? named == "off" ? null : Path.GetFullPath(named)
        : Repository.Found is { } root ? Path.Combine(root, "data", "results") : null;

    /// <summary>The records below <see cref="Place"/>.</summary>
    public static IReadOnlyList<ResultRecord> All()
    {
        return Place is { } folder && Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Where(f => File.Exists(Path.Combine(f, FileName)))
                .Order(StringComparer.Ordinal).Select(f => new ResultRecord(f))]
            : [];
    }

    /// <summary>Checks every file and every result against its hash.</summary>
    /// <returns>How many results there are.</returns>
    /// <exception cref="NegPreactException">Something was changed; the message says what.</exception>
    public int Check()
    {
        foreach (var (name, _) in Facts.Files)
            Checked(name);
        var unknown = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/'))
            .FirstOrDefault(f => f != FileName && !Facts.Files.ContainsKey(f));
        return unknown is null ? results.Value.Count : throw Wrong(
            unknown, $"is not among the files that {FileName} names; remove it");
    }

    /// <summary>The bytes of a file that is as it was when the record was written.</summary>
    /// <param name="name">Its path below the folder.</param>
    /// <exception cref="NegPreactException">It is missing or was changed.</exception>
    internal byte[] Checked(string name)
    {
        var path = Path.Combine(Folder, name);
        if (!Facts.Files.TryGetValue(name, out var sha256) || !File.Exists(path))
            throw Wrong(name, "is missing; restore it");
        var bytes = File.ReadAllBytes(path);
        return CanonicalJson.Hash(bytes) == sha256 ? bytes : throw Wrong(
            name, $"has another SHA-256 than {FileName} says, so it was changed since it was recorded; restore it, or "
            + "delete the record and make it again (negpreact study)");
    }

    /// <summary>A result; null where the record lacks it, or is of another model.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="asked">What is asked, which names the model's weights.</param>
    internal StoredResult? Find(string key, byte[] asked) =>
        Facts.Weights.Any(weights => asked.AsSpan().IndexOf(Encoding.UTF8.GetBytes(weights)) >= 0)
            ? results.Value.GetValueOrDefault(key)
            : null;

    private RecordFacts ReadFacts()
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder, FileName));
            using var document = ForeignJson.Parse(bytes);
            if (document.RootElement.TryGetProperty("schema", out var schema) && schema.TryGetInt32(out var number)
                && number != RecordFacts.CurrentSchema)
                throw Wrong(FileName, $"has schema {number}, but this program reads {RecordFacts.CurrentSchema}; use "
                    + "the version that wrote it");
            var found = JsonSerializer.Deserialize<RecordFacts>(bytes, CanonicalJson.Options)!;
            return found.IsSound ? found : throw Wrong(
                FileName, "has another SHA-256 than it says, so it was changed since it was recorded; restore it");
        }
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw Wrong(FileName, $"cannot be read ({e.Message.Split(" Path: ")[0].TrimEnd('.')}); restore it", e);
        }
    }

    private Dictionary<string, StoredResult> ReadResults()
    {
        var found = new Dictionary<string, StoredResult>();
        foreach (var name in Facts.Files.Keys.Where(n => n.EndsWith(FileEnding, StringComparison.Ordinal)))
        {
            Checked(name);
            foreach (var (line, text) in Encoding.UTF8.GetString(PackedFile.ReadAllBytes(Path.Combine(Folder, name)))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Index())
            {
                var result = RecordLine.Read(text, Facts.Made, out var fault)
                    ?? throw Wrong(name, $"line {line + 1}, {fault}; restore it");
                found.Add(result.Key, result);
            }
        }

        return found;
    }

    private NegPreactException Wrong(string name, string what, Exception? inner = null) =>
        new(ErrorKind.Record, $"{Path.Combine(Folder, name)} {what}.", inner);
}
