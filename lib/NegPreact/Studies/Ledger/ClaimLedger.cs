using System.Text.Json.Serialization;
using System.Text.Json;

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

    /// <summary>Reads the ledger of a run.</summary>
    /// <param name="folder">The folder of its pages.</param>
    /// <exception cref="NegPreactException">There is none, or the file is not one.</exception>
    public static ClaimLedger Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new NegPreactException(
                ErrorKind.Claims,
                $"There is no {path}: run the notebooks first (negpreact run), or name the folder of their pages.");
        try
        {
            return new ClaimLedger([.. ClaimFacts.Read<Contents>(File.ReadAllBytes(path)).Claims
                .Select(e => e ?? throw new JsonException("a claim is null")).Select(
                    e => new LedgerRow(e.Facts.ToClaim(), e.Notebook, e.Cell, e.Seconds))
                .DistinctBy(r => (r.Claim.Id, r.Claim.On?.WeightsSha256, r.Claim.Verdict, r.Claim.EstimateText))]);
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.Claims,
                $"{path} is not a file of claims ({e.Message}); run the notebooks again (negpreact run).", e);
        }
    }

    private sealed record Contents([property: JsonRequired] IReadOnlyList<Entry> Claims);

    private sealed record Entry(
        [property: JsonRequired] ClaimFacts Facts, [property: JsonRequired] string Notebook,
        [property: JsonRequired] int Cell, [property: JsonRequired] double Seconds);
}

/// <summary>A claim and where it was measured.</summary>
/// <param name="Claim">The claim with its estimate and verdict.</param>
/// <param name="Notebook">The notebook that showed it ("04-controls").</param>
/// <param name="Cell">The cell, counted from 1 over cells of both kinds.</param>
/// <param name="Seconds">
/// How long the notebook takes from its beginning to the end of that cell if it reads no stored result.
/// </param>
public sealed record LedgerRow(Claim Claim, string Notebook, int Cell, double Seconds)
{
    /// <summary>Whether it is the test by which the paper's claim is judged; all others are exploratory.</summary>
    public bool IsPrimary => PrimaryTest.Is(Claim.Id);
}
