using Microsoft.Playwright;

namespace NegPreact.Browser.Tests;

/// <summary>Every page in a real browser, without a network.</summary>
public class PageTests(Chromium browser, Pages pages)
{
    // Ten millimetres of margin on A4.
    private const int PaperWidth = 718;

    public static TheoryData<string> Names => Pages.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_chart_is_drawn_and_nothing_is_asked_of_the_network(string name)
    {
        await using var open = await OpenAsync(name);
        await open.PassesAsync("charts()");
        await open.PassesAsync("cut('screen')");
        await open.PassesAsync("headings()");
        Assert.Equal("en", await open.Page.GetAttributeAsync("html", "lang"));
        Assert.NotEmpty(await open.Page.TitleAsync());
        Assert.Empty(open.Noise);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Text_and_marks_stand_out_in_light_and_dark(string name)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var open = await OpenAsync(name, scheme);
            await PictureAsync(open, $"{name}-{scheme}");
            await open.PassesAsync("texts()");
            await open.PassesAsync("marks()");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Without_scripts_the_numbers_stand_in_for_the_charts(string name)
    {
        await using var open = await OpenAsync(name, scripts: false);
        await PictureAsync(open, $"{name}-NoScripts");
        await open.PassesAsync("tables()");
        Assert.Equal(0, await open.Page.Locator(".np-chart:visible").CountAsync());
        Assert.Equal(await open.Page.Locator(".np-chart").CountAsync(),
            await open.Page.Locator("noscript p:visible").CountAsync());
        Assert.Empty(open.Noise);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task On_paper_tables_are_open_and_nothing_is_cut(string name)
    {
        await using var open = await OpenAsync(name);
        // Seen while Chromium prints, after the page's own preparations.
        await open.Page.EvaluateAsync("""
            addEventListener("beforeprint", () => { window.printed = {
              closed: document.querySelectorAll(".np-figure details:not([open])").length,
              widest: Math.max(0, ...[...document.querySelectorAll(".np-chart svg.main-svg")].map(svg => svg.width.baseVal.value)) }; });
            """);
        var before = await open.Page.Locator(".np-figure details[open]").CountAsync();
        await open.Page.PdfAsync(
            new() { Format = "A4", Margin = new() { Top = "1cm", Right = "1cm", Bottom = "1cm", Left = "1cm" } });
        Assert.Equal(0, await open.Page.EvaluateAsync<int>("window.printed.closed"));
        Assert.InRange(await open.Page.EvaluateAsync<double>("window.printed.widest"), 0, PaperWidth);
        Assert.Equal(before, await open.Page.Locator(".np-figure details[open]").CountAsync());
        await open.PassesAsync("cut('screen')");

        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await open.Page.SetViewportSizeAsync(PaperWidth, 1000);
        await open.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        await PictureAsync(open, $"{name}-Paper");
        await open.PassesAsync("tables()");
        await open.PassesAsync("cut('paper')");
        await open.PassesAsync("texts()");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_narrow_window_needs_no_sideways_scrolling(string name)
    {
        await using var open = await OpenAsync(name, width: 400);
        await open.PassesAsync("cut('narrow')");
        Assert.Empty(open.Noise);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_keyboard_reaches_every_control(string name)
    {
        await using var open = await OpenAsync(name);
        var controls = await open.AskAsync<int[]>("controls()");
        var reached = new HashSet<int>();
        // More stops than controls: what scrolls is one as well.
        for (var stop = 0; stop < (2 * controls.Length) + 20; stop++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            var focus = await open.AskAsync<Focus>("focused()");
            if (focus.Control == -1)
                break;
            Assert.True(focus.Shown, $"{focus.Where} has the focus and does not show it");
            reached.Add(focus.Control);
        }

        Assert.Empty(controls.Except(reached));
        var summaries = open.Page.Locator(".np-figure summary");
        if (await summaries.CountAsync() == 0)
            return;
        var details = open.Page.Locator(".np-figure details").First;
        Assert.Null(await details.GetAttributeAsync("open"));
        await summaries.First.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.NotNull(await details.GetAttributeAsync("open"));
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.Null(await details.GetAttributeAsync("open"));
    }

    private async Task<OpenPage> OpenAsync(
        string name, ColorScheme scheme = ColorScheme.Light, int width = 1000, bool scripts = true) =>
        await OpenPage.OpenAsync(await browser.OpenAsync(scheme, width, scripts), Path.Combine(pages.Folder, name));

    // For people to look at, whether the checks pass or not.
    private static Task<byte[]> PictureAsync(OpenPage open, string name) =>
        open.Page.ScreenshotAsync(
        new() { FullPage = true, Path = Path.Combine(
        AppContext.BaseDirectory, "screenshots", $"{name.Replace(".html", "", StringComparison.Ordinal)}.png") });

    // Set by Playwright from what checks.js gives.
    private sealed record Focus
    {
        public int Control { get; set; }

        public bool Shown { get; set; }

        public string Where { get; set; } = "";
    }
}
