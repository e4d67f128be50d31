namespace NegPreact.Tests.Notebooks;

/// <summary><c>negpreact claims</c> as a program, after a run of a notebook that shows a claim.</summary>
public sealed class ClaimsCommandTests : IDisposable
{
    private const string Name = "made-up-claim-of-a-very-long-name-that-must-not-be-broken";
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_claim_is_listed_whole_with_its_place_and_one_that_is_not_there_is_named()
    {
        var output = folder.Folder("out");
        var notebook = folder.File("07-small.dib");
        await File.WriteAllTextAsync(notebook, $$"""
            #!csharp

            #r "{{Path.Combine(SharedData.Repository, "lib", "bin", "NegPreact.dll")}}"
            using NegPreact; 
            Notebook.Start()

            #!csharp

            new Claim(
                "{{Name}}",
                "A statement.", new Estimate(2, new Interval(1, 3)), "bits", Verdict.Holds, "section 1")

            #!csharp

            new[] { "second", "third" }.Select(id =>
                new Claim(id, "Another.", null, "", Verdict.Undecided, "section 2"))

            #!csharp

            new ClaimsFigure(
                new Figure("Models", "a line", "{\"data\":[],\"layout\":{} }", new Table("n").Column("v").Row(1)),
                [.. new[] { "tiny", "twin" }.Select(model =>
                    new Claim("both", "A third.", null, "", Verdict.Undecided, "section 3")
                    {
                        On = new ResultSource(model, model, "text", "sha"),
                    })])
            """, TestContext.Current.CancellationToken);
        var (code, _, errors) = await CommandLine.RunAsync("run", notebook, "--out", output);
        Assert.Equal((0, ""), (code, errors));

        var recorded = ClaimLedger.Load(output).Rows.Select(row => (row.Claim.Id, row.Notebook, row.Cell));
        Assert.Equal(["07-small"], recorded.Select(row => row.Notebook).Distinct());
        Assert.Equal(
            [(Name, 2), ("second", 3), ("third", 3), ("both", 4), ("both", 4)],
            recorded.Select(row => (row.Id, row.Cell)));

        (code, var listed, _) = await CommandLine.RunAsync("claims", "--out", output);
        Assert.Equal(0, code);
        Assert.Matches($@"holds\s+{Name}\s", listed);
        Assert.Contains("2 bits (95 % interval 1 to 3)", listed, StringComparison.Ordinal);
        Assert.Contains("07-small, cell 2", listed, StringComparison.Ordinal);

        (code, _, errors) = await CommandLine.RunAsync("claims", "--out", output, "--claim", "no-such-claim");
        Assert.Equal(
            (1, "There is no claim no-such-claim among the 5 that were measured; negpreact claims lists them.\n"
                + "More: docs/errors/claims.md\n"),
            (code, errors.ReplaceLineEndings("\n")));

        (code, _, errors) = await CommandLine.RunAsync("claims", "--out", output, "--claim", "both");
        Assert.Equal(1, code);
        Assert.Contains("was measured on tiny, twin; say which (--of).", errors, StringComparison.Ordinal);

        (code, _, errors) = await CommandLine.RunAsync("claims", "--out", folder.Folder("empty"));
        Assert.Equal(1, code);
        Assert.Contains("run the notebooks first (negpreact run)", errors, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
