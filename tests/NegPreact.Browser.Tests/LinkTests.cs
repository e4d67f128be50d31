using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace NegPreact.Browser.Tests;

/// <summary>Links among the pages; no browser is needed to follow them.</summary>
public class LinkTests(Pages pages)
{
    private readonly Dictionary<string, IHtmlDocument> read = [];

    public static TheoryData<string> Names => Pages.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_link_leads_to_a_page_and_a_place_that_are_there(string name)
    {
        foreach (var link in Page(name).QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Where(link => !link.Contains("://", StringComparison.Ordinal)))
        {
            var (file, anchor) = Split(link);
            // A notebook that was not run is named all the same: a run of one notebook writes one page.
            if (file.Length > 0 && !File.Exists(Path.Combine(pages.Folder, file)) && Pages.Given is not null)
                continue;
            Assert.True(file.Length == 0 || File.Exists(Path.Combine(pages.Folder, file)), $"{name}: {link} leads nowhere");
            Assert.True(anchor.Length == 0 || Page(file.Length == 0 ? name : file).GetElementById(anchor) is not null, $"{name}: {link} leads to no place");
        }
    }

    [Fact]
    public void Every_claim_leads_to_the_cell_that_shows_it()
    {
        var listed = new List<string>();
        foreach (var row in Page("index.html").QuerySelectorAll("#claims + .scroll tbody tr"))
        {
            var (file, anchor) = Split(row.QuerySelector("a")!.GetAttribute("href")!);
            var claims = Page(file).GetElementById(anchor)!.QuerySelectorAll("[data-claim-id]").Select(claim => claim.GetAttribute("data-claim-id"));
            Assert.Contains(row.QuerySelector("td")!.TextContent, claims);
            listed.Add(file);
        }

        // Those of the last run: pages of earlier ones may lie beside them.
        var shown = Page("index.html").QuerySelectorAll("article h2 a").Sum(link => Page(Split(link.GetAttribute("href")!).File).QuerySelectorAll("[data-claim-id]").Length);
        Assert.Equal(shown, listed.Count);
    }

    private static (string File, string Anchor) Split(string link)
    {
        var parts = link.Split('#');
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? parts[1] : "");
    }

    private IHtmlDocument Page(string name)
    {
        if (!read.TryGetValue(name, out var page))
            read[name] = page = new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(pages.Folder, name)));
        return page;
    }
}
