using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Export;

/// <summary>
/// The file <c>claims.json</c> beside the pages: every claim that a notebook showed, with its place, the time that it takes to come there, and
/// the settings. A notebook that is run again replaces its claims on the same model; those on other models stay.
/// </summary>
public static class ClaimsFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "claims.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file for people too, never put into a page
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Adds the claims of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="settings">With what settings it ran.</param>
    /// <param name="folder">The folder of the pages; it must exist.</param>
    /// <returns>All claims that the file now holds.</returns>
    /// <exception cref="NotebookException">The file that is there is not one of claims.</exception>
    public static IReadOnlyList<RecordedClaim> Add(NotebookRun run, IReadOnlyDictionary<string, string>? settings, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        var name = run.Notebook.Name;
        var ends = run.Cells.Select((cell, i) => (cell.Number, Seconds: run.Cells.Take(i + 1).Sum(c => c.Duration.TotalSeconds))).ToDictionary(c => c.Number, c => c.Seconds);
        var fresh = NotebookClaim.In(run).Select(c => new RecordedClaim(
            c.Id, c.Verdict, c.Text, name, c.CellNumber, Math.Round(ends[c.CellNumber] + Saved(c), 1), $"{Uri.EscapeDataString(name)}.html#cell-{c.CellNumber}",
            settings ?? new Dictionary<string, string>(), c.Facts)).ToList();
        var models = fresh.Select(Model).ToHashSet();
        // The page shows this run and no other, so older claims of the notebook have lost their place.
        var kept = Read(folder).Where(c => c.Notebook != name || !models.Contains(Model(c))).Select(c => c.Notebook == name ? c with { Page = null } : c);
        List<RecordedClaim> all = [.. kept.Concat(fresh).GroupBy(Model).SelectMany(m => m.OrderBy(c => c.Notebook, StringComparer.Ordinal).ThenBy(c => c.Cell))];
        var path = Path.Combine(folder, FileName);
        var unfinished = path + ".new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(new Contents(all), Options) + "\n");
        File.Move(unfinished, path, overwrite: true);
        return all;
    }

    /// <summary>Reads the claims of a folder.</summary>
    /// <param name="folder">The folder of the pages.</param>
    /// <returns>The claims; none where there is no such file.</returns>
    /// <exception cref="NotebookException">The file is not one of claims.</exception>
    public static IReadOnlyList<RecordedClaim> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return [];
        try
        {
            return JsonSerializer.Deserialize<Contents>(File.ReadAllBytes(path), Options)?.Claims ?? throw new JsonException("it has no claims");
        }
        catch (JsonException e)
        {
            throw new NotebookException($"{path} is not a file of claims ({e.Message}); delete it and run the notebooks again.", e) { HelpLink = "docs/errors/claims.md" };
        }
    }

    /// <summary>Claims without those that a notebook before measured alike.</summary>
    /// <param name="claims">The claims, in order.</param>
    public static IEnumerable<RecordedClaim> Distinct(IEnumerable<RecordedClaim> claims) =>
        claims.DistinctBy(c => (c.Id, Model(c), c.Verdict, c.Fact("found"), c.Facts is null ? c.Text : ""));

    // What the notebook read in place of measuring it: a run from nothing takes that much longer.
    private static double Saved(NotebookClaim claim) =>
        claim.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty("secondsSaved", out var saved) && saved.TryGetDouble(out var seconds) ? seconds : 0;

    private static string Model(RecordedClaim claim) => claim.Fact("weightsSha256");

    private sealed record Contents(IReadOnlyList<RecordedClaim> Claims);
}
