using System.Reflection;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NegPreact.Browser.Tests;

/// <summary>
/// The tests' own pages hold what they are there for: the library's types, shown by our runner by convention only.
/// </summary>
public class GalleryTests(Pages pages)
{
    [Fact]
    public void Every_kind_of_chart_is_in_the_gallery()
    {
        var cells = Cells("01-figures.html");
        var code = string.Join('\n', cells.Select(cell => cell.QuerySelector("code")!.TextContent));
        var kinds = typeof(Charts).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(
            method => method.ReturnType == typeof(Figure)).Select(method => method.Name).Distinct();
        Assert.All(kinds, kind => Assert.Contains($"Charts.{kind}(", code, StringComparison.Ordinal));
        foreach (var cell in cells)
            Assert.Equal(Calls(cell, "Charts."), cell.QuerySelectorAll(".output .np-chart").Length);
    }

    [Fact]
    public void Tables_strips_progress_and_claims_are_shown_as_such()
    {
        var cells = Cells("01-figures.html").Concat(Cells("02-claims.html")).ToList();
        foreach (var (written, shown) in new[] { ("new Table(", ".output > .np-table"),
            ("new HeatStrip(", ".np-strips"), ("Progress.Start(", ".np-progress progress"),
            ("new Claim(", ".np-claim") })
        {
            Assert.Contains(cells, cell => Calls(cell, written) > 0);
            Assert.All(cells, cell => Assert.Equal(Calls(cell, written), cell.QuerySelectorAll(shown).Length));
        }
    }

    [Fact]
    public void Only_the_broken_notebook_is_broken()
    {
        Assert.SkipUnless(Pages.Given is null, "NEGPREACT_PAGES names other pages");
        Assert.Equal(["succeeded", "succeeded", "failed"],
            Read("index.html").QuerySelectorAll("article .facts span").Select(status => status.TextContent));
    }

    private static int Calls(IElement cell, string written) =>
        cell.QuerySelector("code")!.TextContent.Split(written).Length - 1;

    private List<IElement> Cells(string name)
    {
        Assert.SkipUnless(Pages.Given is null, "NEGPREACT_PAGES names other pages");
        return [.. Read(name).QuerySelectorAll("section.code")];
    }

    private AngleSharp.Html.Dom.IHtmlDocument Read(string name) => new HtmlParser().ParseDocument(
        File.ReadAllText(Path.Combine(pages.Folder, name)));
}
