using AngleSharp.Html.Parser;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Export;

public class ClaimsFileTests
{
    private static readonly Dictionary<string, string> Options = new() { ["model"] = "m" };

    private static NotebookRun Run(string notebook, string id, string model, string verdict = "Holds") => Runs.Of(
        notebook, "#!md\nx\n#!csharp\n1\n#!csharp\n2",
        [Runs.Plain("first")],
        [Runs.Claim($$"""
            {
              "id": "{{id}}", "verdict": "{{verdict}}", "statement": "It holds.",
              "model": "{{model}}", "weightsSha256": "{{model}}", "group": "Group <1>", "found": "2 bits", "settings": { "seeds": [1, 2] }, "more": "kept"
            }
            """)]);

    [Fact]
    public void A_claim_keeps_its_place_its_time_and_its_settings()
    {
        using var folder = new TemporaryFolder();
        ClaimsFile.Add(Run("01-x.dib", "a", "one"), Options, folder.Path);
        var claim = Assert.Single(ClaimsFile.Read(folder.Path));
        Assert.Equal(
            ("a", "Holds", "It holds.", "01-x", 3, 2.5, "01-x.html#cell-3"),
            (claim.Id, claim.Verdict, claim.Text, claim.Notebook, claim.Cell, claim.Seconds, claim.Page));
        Assert.Equal(Options, claim.Options);
        Assert.Equal(2, claim.Settings!.Value.GetProperty("seeds").GetArrayLength());
        Assert.Equal(("2 bits", ""), (claim.Claim.Found, claim.Claim.Paper));
        Assert.Equal("kept", claim.Facts.GetProperty("more").GetString());
    }

    [Fact]
    public void A_claim_that_rests_on_kept_results_takes_as_long_as_they_once_took()
    {
        using var folder = new TemporaryFolder();
        var run = Runs.Of(
            "01-x.dib", "#!csharp\n1", [Runs.Claim("""{"id":"a","verdict":"Holds","secondsSaved":60.5}""")]);
        Assert.Equal(61.8, Assert.Single(ClaimsFile.Add(run, null, folder.Path)).Seconds);
    }

    [Fact]
    public void A_notebook_run_again_replaces_its_claims_on_the_same_model_only()
    {
        using var folder = new TemporaryFolder();
        ClaimsFile.Add(Run("01-x.dib", "a", "one"), Options, folder.Path);
        ClaimsFile.Add(Run("02-y.dib", "b", "one"), Options, folder.Path);
        ClaimsFile.Add(Run("01-x.dib", "a", "two"), Options, folder.Path);
        var claims = ClaimsFile.Add(Run("01-x.dib", "a", "one", "Undecided"), Options, folder.Path);
        Assert.Equal(
            [("a", "one", "Undecided"), ("a", "two", "Holds"), ("b", "one", "Holds")],
            claims.Select(c => (c.Id, c.Claim.Model, c.Verdict)).Order());
        // Only the claims of the page as it now is have a place on it.
        Assert.Equal(
            ["01-x.html#cell-3", "02-y.html#cell-3", null],
            claims.OrderBy(c => c.Claim.Model).ThenBy(c => c.Id).Select(c => c.Page));
    }

    [Fact]
    public void A_claim_shown_beside_other_models_gives_way_to_the_notebook_s_own_on_that_model()
    {
        using var folder = new TemporaryFolder();
        static NotebookRun About(string model, string verdict = "Holds") => Runs.Of(
            "01-x.dib", "#!csharp\n1\n#!csharp\n2",
            [Runs.Claim("[" + string.Join(',', new[] { "one", "two", "three" }.Select(
                m => $$"""{"id":"a","verdict":"Undecided","model":"{{m}}","weightsSha256":"{{m}}","compared":true}"""))
                + "]")],
            [Runs.Claim(
                $$"""{"id":"a","verdict":"{{verdict}}","model":"{{model}}","weightsSha256":"{{model}}"}""")]);
        (string Model, string Verdict, bool Compared)[] Rows(IReadOnlyList<RecordedClaim> claims) =>
            [.. claims.Select(c => (c.Claim.Model, c.Verdict, c.Claim.Compared)).Order()];

        Assert.Equal(
            [("one", "Holds", false), ("three", "Undecided", true), ("two", "Undecided", true)],
            Rows(ClaimsFile.Add(About("one"), null, folder.Path)));
        // A run on another model keeps what the first found of its own, and compares anew.
        Assert.Equal(
            [("one", "Holds", false), ("three", "Undecided", true), ("two", "DoesNotHold", false)],
            Rows(ClaimsFile.Add(About("two", "DoesNotHold"), null, folder.Path)));
        ClaimsFile.Add(Run("02-y.dib", "a", "three"), null, folder.Path);
        Assert.Equal(
            4, ClaimsFile.Add(About("one"), null, folder.Path).Count); // another notebook's claim displaces none
    }

    [Fact]
    public void The_index_groups_claims_and_links_those_that_have_a_page()
    {
        using var folder = new TemporaryFolder();
        ClaimsFile.Add(Run("01-x.dib", "a", "one"), Options, folder.Path);
        var claims = ClaimsFile.Add(Run("01-x.dib", "a", "two"), Options, folder.Path);
        var page = new HtmlParser().ParseDocument(IndexPage.ToHtml([], claims));
        Assert.Equal("Group <1>", Assert.Single(page.QuerySelectorAll("th[scope=rowgroup]")).TextContent);
        Assert.Equal(["01-x.html#cell-3"], page.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"claims\":1}")]
    [InlineData("{\"claims\":[{\"id\":\"a\",\"verdict\":\"Holds\",\"settings\":{}}]}")]
    public void A_file_that_holds_no_claims_is_named(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, ClaimsFile.FileName), text);
        Assert.Contains("claims.json is not a file of claims",
            Assert.Throws<NotebookException>(() => ClaimsFile.Read(folder.Path)).Message);
    }
}
