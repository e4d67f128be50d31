namespace NegPreact;

/// <summary>What notebook 09 shows of a <see cref="ClaimLedger"/>.</summary>
public static class LedgerFigures
{
    private const int MostRows = 200;

    /// <summary>The test by which each claim of the paper is judged, as it was named in advance.</summary>
    public static Table PrimaryTests(this ClaimLedger _)
    {
        var table = new Table("The primary test of each claim").Show(MostRows).Column("claim").Column("measure")
            .Column("compared with").Column("dose").Column("smallest effect that matters").Column("corrected for");
        foreach (var test in PrimaryTest.All)
            table.Row(
                test.Tests.Statement(), test.Measure, test.Control, test.Dose,
                $"{Numbers.Text(test.Smallest.Value, "0.###")}: {test.Smallest.Reason}", test.Correction);
        return table;
    }

    /// <summary>The paper's claims with the verdicts on each model, and the paper's own figure.</summary>
    public static Table Summary(this ClaimLedger ledger)
    {
        var models = Models(ledger);
        var table = new Table("The claims of the paper's abstract").Show(MostRows).Column("claim").Column("model")
            .Column("verdict of the primary test").Column("estimate and 95 % interval").Column("p")
            .Column("exploratory tests").Column("in the paper");
        foreach (var claim in Enum.GetValues<PaperClaim>())
            foreach (var model in models.DefaultIfEmpty(""))
            {
                var rows = ledger.Rows.Where(r => r.Claim.Tests == claim && Model(r) == model).ToList();
                var primary = rows.Find(r => r.IsPrimary)?.Claim;
                if (rows.Count > 0 || models.Count < 2 || model == models[0])
                    table.Row(
                        claim.Statement(), model, primary?.VerdictText ?? "not measured", primary?.EstimateText ?? "",
                        P(primary?.Evidence?.PValue), rows.Count(r => !r.IsPrimary), claim.Figure());
            }

        return table.Note("One test per claim was named in advance and decides; the others are exploratory.").Note(
            $"What the paper found: from {PaperClaims.Source}.");
    }

    /// <summary>Every test of one of the paper's claims.</summary>
    public static Table Tests(this ClaimLedger ledger, PaperClaim claim) => Rows(ledger, claim.Statement(), claim)
        .Note($"In the paper: {claim.Measured()}.").Note(Corrected);

    /// <summary>The questions that the paper does not raise: its reviewers', and this project's.</summary>
    public static Table Questions(this ClaimLedger ledger) => Rows(
        ledger, "Questions of the paper's reviewers and of this project", null).Note(Corrected);

    /// <summary>
    /// How large the effect of each primary test is, in units of the smallest effect that matters: within -1 and 1 it
    /// is negligible.
    /// </summary>
    public static Figure Effects(this ClaimLedger ledger)
    {
        var models = Models(ledger);
        ForestRow[] rows =
        [
            .. ledger.Rows.Where(r => r.IsPrimary && r.Claim.Evidence is not null).OrderBy(r => r.Claim.Tests).Select(
                r => new ForestRow(
                    $"{r.Claim.Id}: {r.Claim.VerdictText}", Scaled(r.Claim.Evidence!),
                    models.Count == 1 ? "" : Model(r))),
        ];
        return Charts.Forest(
            "How large is each effect?", "primary test", new Axis("effect"),
            rows,
            "Forest plot: for each primary test the effect less the value of no effect, in units of the smallest "
                + "effect that matters, with its 95 % interval. Entirely between -1 and 1: negligible.");
    }

    private const string Corrected = "p: of the test that the claim's card names. Corrected: Holm over all "
        + "exploratory tests on the model. A rank among 39 sets is never below 0.025 and would never survive that; "
        + "there, Student's t of the target as one more set is corrected; the result is never below the rank's p.";

    private static Table Rows(ClaimLedger ledger, string title, PaperClaim? claim)
    {
        var several = Models(ledger).Count > 1;
        var table = new Table(title).Show(MostRows).Column("what was tested");
        if (several)
            table.Column("model");
        table.Column("role").Column("verdict").Column("estimate and 95 % interval, draws")
            .Column("p").Column("p, corrected").Column("notebook, cell")
            .Column("a re-run takes", "s", "0");
        foreach (var row in ledger.Rows.Where(r => r.Claim.Tests == claim).OrderByDescending(r => r.IsPrimary))
            table.Row([row.Claim.Statement, .. several ? [Model(row)] : Array.Empty<object?>(),
                row.IsPrimary ? "primary" : "exploratory", Verdict(ledger, row),
                row.Claim.Seeds.Length > 0 ? $"{row.Claim.EstimateText}, {row.Claim.Seeds}" : row.Claim.EstimateText,
                P(row.Claim.Evidence?.PValue), P(ledger.CorrectedPValue(row)),
                row.Place, row.Seconds]);
        return table;
    }

    private static List<string> Models(ClaimLedger ledger) => [.. ledger.Rows.Select(Model).Distinct()];

    private static string Model(LedgerRow row) => row.Claim.On?.Model ?? default(Missing).ToString();

    // What does not survive the correction is told beside the verdict of the test by itself.
    private static string Verdict(ClaimLedger ledger, LedgerRow row) =>
        row.Claim.Verdict == NegPreact.Verdict.Holds && ledger.CorrectedPValue(row) > Evidence.Alpha
            ? $"{row.Claim.VerdictText}, not after correction"
            : row.Claim.VerdictText;

    private static string? P(double? p) => p is { } value ? Numbers.PValue(value) : null;

    private static Estimate Scaled(Evidence evidence) =>
        evidence.Effect.Map(v => (v - evidence.Threshold) / evidence.Smallest.Value);
}
