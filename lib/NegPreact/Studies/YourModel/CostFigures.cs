namespace NegPreact;

/// <summary>What notebook 10 shows of a <see cref="CostEstimate"/>.</summary>
public static class CostFigures
{
    private const double Gigabyte = 1e9;

    /// <summary>The experiments with what each will take.</summary>
    public static Table Table(this CostEstimate cost)
    {
        var table = new Table("What it will cost").Column("experiment").Column("passes over the text", format: "#,0")
            .Column("passes over the pairs").Column("time", "minutes", "0.0");
        foreach (var part in cost.Parts)
            table.Row(part.Name, part.TextPasses, part.PairPasses, part.Seconds / 60);
        return table.Row("all", cost.Parts.Sum(p => p.TextPasses), cost.Parts.Sum(p => p.PairPasses), cost.Seconds / 60)
            .Note($"Estimated by a trial of a few seconds on this machine: {Numbers.Count(cost.Tokens)} tokens and "
                + $"{Numbers.Count(cost.Pairs)} pairs per pass, at most: pairs of paradigms that the model does not "
                + "master are left out. Statistics take another minute or so; what the store "
                + "already holds is read and costs nothing.")
            .Note($"Memory: {Size(cost.WeightBytes)} for the weights and 1 to 3 GB for everything else.");
    }

    /// <summary>What each verdict costs at one dose, if it were the only one.</summary>
    public static Table VerdictTable(this CostEstimate cost)
    {
        var table = new Table("What one verdict costs, at one dose").Column("verdict")
            .Column("passes over the text", format: "#,0").Column("passes over the pairs", format: "#,0")
            .Column("tokens of the text", format: "#,0").Column("time", "minutes", "0.0");
        foreach (var verdict in cost.Verdicts)
            table.Row(
                verdict.Name, verdict.TextPasses, verdict.PairPasses, Math.Round(verdict.TextPasses * cost.Tokens),
                verdict.Seconds / 60);
        return table.Show(cost.Verdicts.Count).Note(
            "The untouched model, the target and its controls are each run once and used by all verdicts, so that "
            + "together they cost less than the sum. Primary tests measure all their sets; exploratory ones may stop "
            + "early if a study says so, and then cost less.");
    }

    private static string Size(long bytes) => bytes < 0.1 * Gigabyte
        ? $"{1000 * bytes / Gigabyte:0.#} MB"
        : $"{bytes / Gigabyte:0.0} GB";
}
