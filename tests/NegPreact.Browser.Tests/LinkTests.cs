using AngleSharp.Dom;
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
        foreach (var link in Page(name).QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Where(
            link => !link.Contains("://", StringComparison.Ordinal)))
        {
            var (file, anchor) = Split(link);
            // A notebook that was not run is named all the same: a run of one notebook writes one page.
            if (file.Length > 0 && !File.Exists(Path.Combine(pages.Folder, file)) && Pages.Given is not null)
                continue;
            Assert.True(file.Length == 0 || File.Exists(Path.Combine(pages.Folder, file)),
                $"{name}: {link} leads nowhere");
            Assert.True(anchor.Length == 0 || Page(file.Length == 0 ? name : file).GetElementById(anchor) is not null,
                $"{name}: {link} leads to no place");
        }
    }

    [Fact]
    public void Every_claim_leads_to_the_cell_that_shows_it()
    {
        var listed = new HashSet<string>();
        foreach (var row in Page("index.html").QuerySelectorAll("#claims + .scroll tbody tr").Where(
            row => row.QuerySelector("td") is not null))
        {
            // A claim on another model, whose page has been written anew since, has no place any more.
            if (row.QuerySelector("a")?.GetAttribute("href") is not { } link)
                continue;
            var (file, anchor) = Split(link);
            var id = row.QuerySelector("td small")!.TextContent.Split(" · ")[0];
            Assert.Contains(id, Claims(Page(file).GetElementById(anchor)!));
            listed.Add(id);
        }

        // Those of the last run: pages of earlier ones may lie beside them. What two notebooks measured alike is listed
        // once.
        var shown = Page("index.html").QuerySelectorAll("article h2 a")
            .SelectMany(link => Claims(Page(Split(link.GetAttribute("href")!).File).Body!));
        Assert.Equal(shown.Distinct().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    // A card begins with "Claim NAME: verdict", a figure of several models' with "Claim NAME, model by model".
    private static IEnumerable<string> Claims(IElement within) => within.QuerySelectorAll(".np-claim b, figcaption")
        .Select(heading => heading.TextContent.Trim()).Where(
            text => text.StartsWith("Claim ", StringComparison.Ordinal))
        .Select(text => text.Split(' ')[1].TrimEnd(':', ','));

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
