namespace NegPreact;

/// <summary>What notebook 09 shows of a <see cref="ClaimLedger"/>.</summary>
public static class LedgerFigures
{
    private const int MostRows = 200;

    /// <summary>The paper's claims with the verdicts on each model, and the paper's own figure.</summary>
    public static Table Summary(this ClaimLedger ledger)
    {
        var models = Models(ledger);
        var table = new Table("The claims of the paper's abstract").Show(MostRows).Column("claim");
        foreach (var model in models)
            table.Column(models.Count == 1 ? "verdicts" : $"verdicts on {model}");
        table.Column("in the paper");
        foreach (var claim in Enum.GetValues<PaperClaim>())
            table.Row([claim.Statement(), .. models.Select(m => (object?)Counted(Of(ledger, claim, m))),
                claim.Figure()]);
        return table.Note("Each claim is tested in several ways; the tables beneath have one row for each.").Note(
            $"What the paper found: from {PaperClaims.Source}.");
    }

    /// <summary>Every test of one of the paper's claims.</summary>
    public static Table Tests(this ClaimLedger ledger, PaperClaim claim) => Rows(ledger, claim.Statement(), claim)
        .Note($"In the paper: {claim.Measured()}.");

    /// <summary>The questions that the paper does not raise: its reviewers', and this project's.</summary>
    public static Table Questions(this ClaimLedger ledger) => Rows(
        ledger, "Questions of the paper's reviewers and of this project", null);

    /// <summary>
    /// How far each test of a claim lies from its threshold, in half-widths of its interval: beyond 1 on either side it
    /// is decided.
    /// </summary>
    public static Figure Clarity(this ClaimLedger ledger)
    {
        var models = Models(ledger);
        ForestRow[] rows =
        [
            .. ledger.Rows.Where(r => r.Claim is { Tests: not null, Estimate: not null })
            .DistinctBy(r => (r.Claim.Id, Model(r)))
                .OrderBy(r => r.Claim.Tests).Select(
                    r => new ForestRow(r.Claim.Id, Scaled(r.Claim), models.Count == 1 ? "" : Model(r))),
        ];
        return Charts.Forest(
            "How clear is each verdict?", "claim", new Axis("estimate less threshold", "half intervals"), rows,
            "Forest plot: for each test of the paper's claims the estimate's distance from the value that the claim "
                + "needs, in half-widths of the interval. Entirely right of 0: holds. Left of 0: does not hold. Across "
                + "0: undecided.");
    }

    private static Table Rows(ClaimLedger ledger, string title, PaperClaim? claim)
    {
        var several = Models(ledger).Count > 1;
        var table = new Table(title).Show(MostRows).Column("what was tested");
        if (several)
            table.Column("model");
        table.Column("verdict").Column("estimate and 95 % interval, draws").Column("notebook, cell")
            .Column("a re-run takes", "s", "0");
        foreach (var row in ledger.Rows.Where(r => r.Claim.Tests == claim))
            table.Row([row.Claim.Statement, .. several ? [Model(row)] : Array.Empty<object?>(), row.Claim.VerdictText,
                row.Claim.Seeds.Length > 0 ? $"{row.Claim.EstimateText}, {row.Claim.Seeds}" : row.Claim.EstimateText,
                $"{row.Notebook}, {row.Cell}", row.Seconds]);
        return table;
    }

    private static List<string> Models(ClaimLedger ledger) => [.. ledger.Rows.Select(Model).Distinct()];

    private static string Model(LedgerRow row) => row.Claim.On?.Model ?? default(Missing).ToString();

    private static List<LedgerRow> Of(ClaimLedger ledger, PaperClaim claim, string model) =>
        [.. ledger.Rows.Where(r => r.Claim.Tests == claim && Model(r) == model)];

    private static string Counted(List<LedgerRow> rows) => rows.Count == 0
        ? "not measured"
        : string.Join(", ", rows.GroupBy(r => r.Claim.Verdict).OrderBy(g => g.Key).Select(
            g => $"{g.Count()} × {g.First().Claim.VerdictText}"));

    // The interval's own lower half where the estimate is above the threshold, its upper half where it is below: 1 is
    // where it touches.
    private static Estimate Scaled(Claim claim)
    {
        var (value, interval) = (claim.Estimate!.Value, claim.Estimate.Interval);
        var half = value > claim.Threshold ? value - interval.Low : interval.High - value;
        return half > 0
            ? claim.Estimate.Map(v => (v - claim.Threshold) / half)
            : new Estimate(double.NaN, interval);
    }
}
