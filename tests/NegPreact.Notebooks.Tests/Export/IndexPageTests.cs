using AngleSharp.Html.Parser;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Export;

public class IndexPageTests
{
    [Fact]
    public void The_index_lists_notebooks_with_status_and_claims_with_links()
    {
        using var folder = new TemporaryFolder();
        var first = Runs.Of(
            "01-x.dib", "#!md\n# One & only\n\nWhat *is* $w$?\n#!csharp\n1",
            [Runs.Claim("""{"id":"C1","verdict":"DoesNotHold","statement":"Zeroing <0 breaks grammar"}""")]);
        var second = Runs.Of("02-b c.dib", "#!csharp\n1", [new ErrorOutput("X", "boo", 2, [])]);

        var page = new HtmlParser().ParseDocument(
            IndexPage.ToHtml([first, second], ClaimsFile.Add(first, null, folder.Path), "Workbook <1>"));

        Assert.Equal("Workbook <1>", page.Title);
        Assert.Equal(["One & only", "02-b c"],
            page.QuerySelectorAll("article h2").Select(heading => heading.TextContent));
        Assert.Equal(["01-x.html", "02-b%20c.html"],
            page.QuerySelectorAll("article h2 a").Select(link => link.GetAttribute("href")));
        Assert.Equal("What is w?", page.QuerySelector("article p:last-child")?.TextContent);
        Assert.Equal(["01-x · 3 min 5 s · succeeded", "02-b c · 3 min 5 s · failed"],
            page.QuerySelectorAll(".facts").Select(facts => facts.TextContent));
        Assert.Equal(["Zeroing <0 breaks grammarC1", "does not hold", "", "01-x, cell 21.2 s"],
            page.QuerySelectorAll("tbody td").Select(cell => cell.TextContent));
        Assert.StartsWith(
            "Tests of claims: 1 × does not hold.", page.QuerySelector("h1 + p")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("01-x.html#cell-2", page.QuerySelector("tbody a")?.GetAttribute("href"));
        Assert.Empty(page.QuerySelectorAll("[src], link, script"));
    }

    [Fact]
    public void A_claim_on_quantised_weights_is_marked_as_such()
    {
        using var folder = new TemporaryFolder();
        var run = Runs.Of("01-x.dib", "#!csharp\n1", [Runs.Claim(
            """{"id":"C1","verdict":"Holds","statement":"It rises","model":"m","quantisedAs":"Q4_1 (3 tensors)"}""")]);
        var page = new HtmlParser().ParseDocument(IndexPage.ToHtml([run], ClaimsFile.Add(run, null, folder.Path)));
        Assert.Equal(
            "It risesC1 · m, quantised weights: Q4_1 (3 tensors)", page.QuerySelector("tbody td")?.TextContent);
    }

    [Fact]
    public void Without_claims_there_is_no_table() =>
        Assert.DoesNotContain("<table", IndexPage.ToHtml([Runs.Of("01-x.dib", "1")], []), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1 min 0 s")]
    [InlineData(3599.7, "60 min 0 s")]
    public void Durations_read_as_people_say_them(double seconds, string text) =>
        Assert.Equal(text, Page.Duration(TimeSpan.FromSeconds(seconds)));
}
