using System.Text.Json;

namespace NegPreact.Figures;

/// <summary>All claims that a run of the notebooks showed, read from its <c>claims.json</c>.</summary>
public sealed class ClaimLedger
{
    /// <summary>The file's name.</summary>
    public const string FileName = "claims.json";

    private ClaimLedger(IReadOnlyList<LedgerRow> rows) => Rows = rows;

    /// <summary>
    /// The claims, in the order in which notebooks showed them, the models one after the other. One that two notebooks measured alike is there once.
    /// </summary>
    public IReadOnlyList<LedgerRow> Rows { get; }

    /// <summary>Reads the ledger of a run.</summary>
    /// <param name="folder">The folder of its pages.</param>
    /// <exception cref="NegPreactException">There is none, or the file is not one.</exception>
    public static ClaimLedger Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new NegPreactException(ErrorKind.Claims, $"There is no {path}: run the notebooks first (negpreact run), or name the folder of their pages.");
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            return new ClaimLedger([.. file.RootElement.GetProperty("claims").EnumerateArray().Where(c => c.TryGetProperty("facts", out _)).Select(Row).DistinctBy(r => (r.Claim.Id, r.Claim.On?.WeightsSha256, r.Claim.Verdict, r.Claim.EstimateText))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new NegPreactException(ErrorKind.Claims, $"{path} is not a file of claims ({e.Message}); run the notebooks again (negpreact run).", e);
        }
    }

    private static LedgerRow Row(JsonElement row) => new(
        ClaimFacts.Parse(row.GetProperty("facts")).ToClaim(), row.GetProperty("notebook").GetString()!, row.GetProperty("cell").GetInt32(),
        row.GetProperty("seconds").GetDouble());
}
