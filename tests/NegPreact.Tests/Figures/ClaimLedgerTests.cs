namespace NegPreact.Tests.Figures;

public sealed class ClaimLedgerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    // The primary test of perplexity, and an exploratory one of the same claim.
    private const string Primary = "negatives-matter-beyond-random-at-1";
    private const string Other = "negatives-matter-at-5";

    private static Claim Claim(string id, double value, PaperClaim? tests, string model, double halfWidth = 1) =>
        NegPreact.Claim.Of(
            id, $"Statement <{id}>.",
            Evidence.Of(
                new Estimate(value, new Interval(value - halfWidth, value + halfWidth)), new(0.5, "a test"), 0.5)
                with { Own = new Estimate(1, new Interval(0, 2)), OneMore = new Interval(-1, 1), Continuous = 0.125 },
            "bits", "section 4", "A note.")
            .About(tests, new ResultSource(model, "w" + model, "prose", "t"), new DiscoverySettings(), "5 random sets");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_claim_comes_back_as_it_was()
    {
        var claim = Claim("a", 3, PaperClaim.WeakensModel, "one");
        Write(claim);
        var row = Assert.Single(ClaimLedger.Load(folder.Path).Rows);
        Assert.Equal(claim with { Notes = [] }, row.Claim with { Notes = [] });
        Assert.Equal(claim.Notes, row.Claim.Notes);
        Assert.Equal(("01-x", 7, 12.5), (row.Notebook, row.Cell, row.Seconds));
    }

    [Fact]
    public void A_claim_that_could_not_be_measured_comes_back_too()
    {
        Write(Claim("a", 3, null, "one") with { Estimate = null, Verdict = Verdict.Undecided });
        Assert.Null(Assert.Single(ClaimLedger.Load(folder.Path).Rows).Claim.Estimate);
    }

    [Fact]
    public void Every_claim_of_the_abstract_has_a_row_measured_or_not()
    {
        Write(Claim(Primary, 3, PaperClaim.WeakensModel, "one"), Claim(Other, -3, PaperClaim.WeakensModel, "one"),
            Claim("c", 0.5, null, "two"));
        var ledger = ClaimLedger.Load(folder.Path);
        Assert.Equal(Enum.GetValues<PaperClaim>().Length, ledger.Summary().Rows.Count);
        Snapshot.Matches(
            $"{ledger.Summary()}\n{ledger.Tests(PaperClaim.WeakensModel)}\n{ledger.Questions()}", "ledger.txt");
    }

    [Fact]
    public void Each_claim_of_the_abstract_has_one_primary_test()
    {
        Assert.Equal(Enum.GetValues<PaperClaim>(), PrimaryTest.All.Select(t => t.Tests));
        Assert.Equal(PrimaryTest.All.Count, PrimaryTest.All.DistinctBy(t => t.Id).Count());
    }

    [Fact]
    public void Exploratory_tests_are_corrected_together_model_by_model()
    {
        Write(
            Claim(Primary, 3, PaperClaim.WeakensModel, "one"), Claim(Other, 3, PaperClaim.WeakensModel, "one"),
            Claim("b", 3, null, "one"), Claim("c", 3, null, "one"), Claim(Other, 3, PaperClaim.WeakensModel, "two"));
        var ledger = ClaimLedger.Load(folder.Path);
        // Three tests at 0.125 on the one model, one on the other; the primary test is judged by itself.
        Assert.Equal([null, 0.375, 0.375, 0.375, 0.125], ledger.Rows.Select(ledger.CorrectedPValue));
    }

    [Fact]
    public void An_effect_is_shown_in_units_of_the_smallest_that_matters()
    {
        Write(Claim(Primary, 3, PaperClaim.WeakensModel, "one"), Claim(Other, 9, PaperClaim.WeakensModel, "one"));
        var row = Assert.Single(ClaimLedger.Load(folder.Path).Effects().Numbers.Rows);
        Assert.Equal([$"{Primary}: undecided", 5.0, 3.0, 7.0], row.Take(4)); // (3 - 0.5 ± 1) / 0.5
    }

    [Fact]
    public void A_missing_or_foreign_file_is_named()
    {
        Assert.Contains(
            "run the notebooks first", Assert.Throws<NegPreactException>(() => ClaimLedger.Load(folder.Path)).Message);
        File.WriteAllText(folder.File(ClaimLedger.FileName), "[]");
        Assert.Contains(
            "is not a file of claims", Assert.Throws<NegPreactException>(() => ClaimLedger.Load(folder.Path)).Message);
    }

    private void Write(params Claim[] claims)
    {
        var entries = claims.Select(c =>
            $$"""{"id":"{{c.Id}}","notebook":"01-x","cell":7,"seconds":12.5,"facts":{{ClaimFacts.Of(c).ToJson()}}}""");
        File.WriteAllText(
            folder.File(ClaimLedger.FileName), $$"""{"claims":[{{string.Join(',', entries)}}]}""");
    }
}
