namespace NegPreact.Browser.Tests;

/// <summary>
/// The pictures of the README are figures of the pages of <c>NEGPREACT_PAGES</c>. Where <c>NEGPREACT_PICTURES</c> names
/// a folder (from the repository if it is relative) they are drawn anew into it.
/// </summary>
public class PictureTests(Chromium browser, Pages pages)
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("NEGPREACT_PICTURES") is { Length: > 0 } named
        ? Path.GetFullPath(named, Repository.Root) : Path.Combine(AppContext.BaseDirectory, "screenshots");

    [Theory]
    [InlineData("split", "00-start-here.html", "What layer")]
    [InlineData("sentence", "00-start-here.html", "How surprised is the model")]
    [InlineData("histograms", "01-discovery.html", "Pre-activations of the neurons")]
    [InlineData("dose-response", "03-ablation.html", "negatives zeroed: perplexity")]
    public async Task The_README_shows_a_figure_of_a_page(string picture, string page, string title)
    {
        Assert.Contains($"](docs/{picture}.png)",
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"),
            TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.SkipUnless(Pages.Given is not null && File.Exists(Path.Combine(pages.Folder, page)),
            $"needs {page} of a run, in the folder that NEGPREACT_PAGES names");
        await using var open = await OpenPage.OpenAsync(
            await browser.OpenAsync(width: 1000), Path.Combine(pages.Folder, page));
        var figure = open.Page.Locator(".np-figure").Filter(
            new() { Has = open.Page.Locator("figcaption", new() { HasText = title }) }).First;
        await figure.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{picture}.png") });
    }
}
