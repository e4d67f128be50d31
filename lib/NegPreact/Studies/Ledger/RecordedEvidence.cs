using NegPreact.Results;

namespace NegPreact;

/// <summary>What was found on models that need not be on this machine, read from the records in data/results.</summary>
public static class RecordedEvidence
{
    private const int MostRows = 200;

    /// <summary>The recorded claims of one notebook.</summary>
    /// <param name="notebook">The beginning of its name ("03").</param>
    /// <param name="except">The model at hand, whose claims the notebook shows itself; null for none.</param>
    /// <param name="records">The records; the repository's (<see cref="ResultRecord.All"/>) where null.</param>
    /// <exception cref="NegPreactException">A record was changed.</exception>
    public static Table Claims(
        string notebook, LanguageModel? except = null, IReadOnlyList<ResultRecord>? records = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(notebook);
        var table = new Table("Recorded on other models").Show(MostRows).Column("what was tested").Column("model")
            .Column("role").Column("verdict").Column("estimate and 95 % interval, draws").Column("p");
        var found = (records ?? ResultRecord.All()).Where(r => r.Facts.Model.Weights != except?.WeightsSha256)
            .Select(record => (record.Facts, Claims: RecordedClaims.Read(record)
                .Where(c => c.Notebook.StartsWith(notebook, StringComparison.Ordinal)).Select(c => c.Facts.ToClaim())
                .ToList()))
            .Where(r => r.Claims.Count > 0).ToList();
        foreach (var (facts, claims) in found)
        {
            foreach (var claim in claims.OrderByDescending(c => PrimaryTest.Is(c.Id)))
                table.Row(
                    claim.Statement, facts.Model.Name, PrimaryTest.Is(claim.Id) ? "primary" : "exploratory",
                    claim.VerdictText,
                    claim.Seeds.Length > 0 ? $"{claim.EstimateText}, {claim.Seeds}" : claim.EstimateText,
                    claim.Evidence is { } evidence ? Numbers.PValue(evidence.PValue) : null);
            table.Note($"{char.ToUpperInvariant(facts.Mark[0])}{facts.Mark[1..]}. Weights stored as "
                + $"{facts.Model.Storage}. negpreact claims verify --model MODEL measures a sample of it again.");
        }

        return found.Count > 0 ? table : table.Note(
            "Nothing is recorded of this on another model: negpreact study MODEL measures it on one and records it.");
    }
}
