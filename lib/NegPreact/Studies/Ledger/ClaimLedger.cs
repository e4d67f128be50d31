using System.Text.Json;
using NegPreact.Results;

namespace NegPreact;

/// <summary>All claims that a run of the notebooks showed, read from its <c>claims.json</c>.</summary>
public sealed class ClaimLedger
{
    /// <summary>The file's name.</summary>
    public const string FileName = "claims.json";

    private readonly Dictionary<LedgerRow, double> corrected;

    private ClaimLedger(IReadOnlyList<LedgerRow> rows)
    {
        Rows = rows;
        corrected = [];
        foreach (var family in rows.Where(r => !r.IsPrimary && r.Claim.Evidence is not null).GroupBy(
            r => r.Claim.On?.Model))
            foreach (var (row, p) in family.Zip(Holm.Adjust([.. family.Select(r => r.Claim.Evidence!.Continuous)])))
                corrected.Add(row, Math.Max(p, row.Claim.Evidence!.PValue));
    }

    /// <summary>
    /// The claims, in the order in which notebooks showed them, the models one after the other. One that two notebooks
    /// measured alike is there once.
    /// </summary>
    public IReadOnlyList<LedgerRow> Rows { get; }

    /// <summary>
    /// The p-value of an exploratory test after Holm's correction over all exploratory tests on the same model; null
    /// for a primary test, and for one that cannot apply.
    /// </summary>
    public double? CorrectedPValue(LedgerRow row) => corrected.TryGetValue(row, out var p) ? p : null;

    /// <summary>Reads the ledger of a run, and of records of models that the run itself did not measure.</summary>
    /// <param name="folder">The folder of its pages.</param>
    /// <param name="records">The records; the repository's (<see cref="ResultRecord.All"/>) where null.</param>
    /// <exception cref="NegPreactException">
    /// There is none, the file is not one, or a record was changed.
    /// </exception>
    public static ClaimLedger Load(string folder, IReadOnlyList<ResultRecord>? records = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var run = OfRun(Path.Combine(folder, FileName));
        var measured = run.Select(e => e.Facts.WeightsSha256).ToHashSet();
        var recorded = (records ?? ResultRecord.All()).Where(r => !measured.Contains(r.Facts.Model.Weights))
            .SelectMany(RecordedClaims.Read);
        return new ClaimLedger([.. run.Concat(recorded)
            .Select(e => new LedgerRow(e.Facts.ToClaim(), e.Notebook, e.Cell, e.Seconds, e.Recorded))
            .DistinctBy(r => (r.Claim.Id, r.Claim.On?.WeightsSha256, r.Claim.Verdict, r.Claim.EstimateText))]);
    }

    private static IReadOnlyList<RecordedEntry> OfRun(string path)
    {
        if (!File.Exists(path))
            throw new NegPreactException(
                ErrorKind.Claims,
                $"There is no {path}: run the notebooks first (negpreact run), or name the folder of their pages.");
        try
        {
            return RecordedClaims.Read(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.Claims,
                $"{path} is not a file of claims ({e.Message}); run the notebooks again (negpreact run).", e);
        }
    }
}

/// <summary>A claim and where it was measured.</summary>
/// <param name="Claim">The claim with its estimate and verdict.</param>
/// <param name="Notebook">The notebook that showed it ("04-controls").</param>
/// <param name="Cell">The cell, counted from 1 over cells of both kinds.</param>
/// <param name="Seconds">
/// How long the notebook takes from its beginning to the end of that cell if it reads no stored result.
/// </param>
/// <param name="Recorded">
/// On which model, when and by what it was recorded; null where the run itself measured it. Then there is no cell.
/// </param>
public sealed record LedgerRow(Claim Claim, string Notebook, int Cell, double Seconds, string? Recorded = null)
{
    /// <summary>Where it was measured, in words.</summary>
    public string Place => Recorded is null ? $"{Notebook}, {Cell}" : $"{Notebook}, {Recorded}";

    /// <summary>Whether it is the test by which the paper's claim is judged; all others are exploratory.</summary>
    public bool IsPrimary => PrimaryTest.Is(Claim.Id);
}
