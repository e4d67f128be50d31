using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Export;

/// <summary>
/// The file <c>claims.json</c> beside the pages: every claim that a notebook showed, with its place, the time that it
/// takes to come there, and the settings. A notebook that is run again replaces its claims on the same model; those on
/// other models stay, except those that it showed in comparisons, which the run's own comparisons replace.
/// </summary>
public static class ClaimsFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "claims.json";

    private const double MostSeconds = 1e9; // 30 years

    internal const string ErrorPage = "docs/errors/claims.md";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file for people too, never put into a page
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
    };

    /// <summary>Adds the claims of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">What it was asked for.</param>
    /// <param name="folder">The folder of the pages; it must exist.</param>
    /// <returns>All claims that the file now holds.</returns>
    /// <exception cref="NotebookException">The file that is there is not one of claims.</exception>
    public static IReadOnlyList<RecordedClaim> Add(
        NotebookRun run, IReadOnlyDictionary<string, string>? options, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        var name = run.Notebook.Name;
        // What the notebook read in place of measuring it: a run from nothing takes that much longer.
        double Seconds(int cell, NotebookClaim claim) =>
            run.Cells.Where(c => c.Number <= cell).Sum(c => c.Duration.TotalSeconds) + claim.SecondsSaved;
        var fresh = NotebookClaim.In(run).Select(shown => new RecordedClaim(
            shown.Claim.Id, shown.Claim.Verdict, shown.Claim.Statement, name, shown.Cell,
            Math.Round(Seconds(shown.Cell, shown.Claim), 1), $"{Uri.EscapeDataString(name)}.html#cell-{shown.Cell}",
            options ?? new Dictionary<string, string>(), shown.Claim.Settings, shown.Claim.Json)).ToList();
        var models = fresh.Where(c => !c.Claim.Compared).Select(Model).ToHashSet();
        // The page shows this run and no other, so older claims of the notebook have lost their place.
        var kept = Read(folder)
            .Where(c => c.Notebook != name || !(c.Claim.Compared || models.Contains(Model(c))))
            .Select(c => c.Notebook == name ? c with { Page = null } : c);
        List<RecordedClaim> both = [.. kept, .. fresh];
        var alone = both.Where(c => !c.Claim.Compared).Select(c => (c.Notebook, c.Id, Model(c))).ToHashSet();
        List<RecordedClaim> all = [.. both
            .Where(c => !c.Claim.Compared || !alone.Contains((c.Notebook, c.Id, Model(c)))).GroupBy(Model)
            .SelectMany(m => m.OrderBy(c => c.Notebook, StringComparer.Ordinal).ThenBy(c => c.Cell))];
        WholeFile.Write(Path.Combine(folder, FileName), JsonSerializer.Serialize(new Contents(all), Options) + "\n");
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
            var claims = JsonSerializer.Deserialize<Contents>(File.ReadAllBytes(path), Options)?.Claims;
            return claims is not null && claims.All(c => c is { Seconds: >= 0 and < MostSeconds })
                ? claims
                : throw new JsonException("a claim is missing, or took an impossible time");
        }
        catch (JsonException e)
        {
            throw new NotebookException(
                $"{path} is not a file of claims ({e.Message}); delete it and run the notebooks again.", e)
            {
                HelpLink = ErrorPage,
            };
        }
    }

    /// <summary>The claims of records, of models that a run itself did not measure.</summary>
    /// <param name="folder">The folder of the records, each a folder with such a file; null for none.</param>
    /// <param name="run">The claims of the run.</param>
    /// <exception cref="NotebookException">A file is not one of claims.</exception>
    public static IEnumerable<RecordedClaim> Recorded(string? folder, IReadOnlyList<RecordedClaim> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var measured = run.Select(Model).ToHashSet();
        return folder is null || !Directory.Exists(folder)
            ? []
            : Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).SelectMany(Read)
                .Where(claim => !measured.Contains(Model(claim)));
    }

    /// <summary>Claims without those that a notebook before measured alike.</summary>
    /// <param name="claims">The claims, in order.</param>
    public static IEnumerable<RecordedClaim> Distinct(IEnumerable<RecordedClaim> claims) =>
        claims.DistinctBy(c => (c.Id, Model(c), c.Verdict, c.Claim.Found));

    private static string Model(RecordedClaim claim) => claim.Claim.WeightsSha256;

    private sealed record Contents([property: JsonRequired] IReadOnlyList<RecordedClaim> Claims);
}
