namespace NegPreact.Tests.Figures;

public sealed class ClaimLedgerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static Claim Claim(string id, double value, PaperClaim? tests, string model) =>
        NegPreact.Claim.Greater(
            id, $"Statement <{id}>.", new Estimate(value, new Interval(value - 1, value + 2)), "bits", 0.5, "section 4",
            "A note.")
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
        Write(Claim("a", 3, PaperClaim.WeakensModel, "one"), Claim("b", -3, PaperClaim.WeakensModel, "one"),
            Claim("c", 0.5, null, "two"));
        var ledger = ClaimLedger.Load(folder.Path);
        Assert.Equal(Enum.GetValues<PaperClaim>().Length, ledger.Summary().Rows.Count);
        Snapshot.Matches(
            $"{ledger.Summary()}\n{ledger.Tests(PaperClaim.WeakensModel)}\n{ledger.Questions()}", "ledger.txt");
    }

    [Fact]
    public void A_decided_claim_lies_beyond_one_half_interval_and_an_undecided_one_within()
    {
        Write(Claim("holds", 3, PaperClaim.WeakensModel, "one"), Claim("fails", -3, PaperClaim.WeakensModel, "one"),
            Claim("open", 1, PaperClaim.WeakensModel, "one"));
        var places = ClaimLedger.Load(folder.Path)
            .Clarity().Numbers.Rows.ToDictionary(r => (string)r[0]!, r => (double)r[1]!);
        Assert.True(places["holds"] > 1 && places["fails"] < -1 && Math.Abs(places["open"]) < 1);
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
