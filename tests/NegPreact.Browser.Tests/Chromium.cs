using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(NegPreact.Browser.Tests.Chromium))]
[assembly: AssemblyFixture(typeof(NegPreact.Browser.Tests.Pages))]
// One browser on a machine that the other projects' tests share.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace NegPreact.Browser.Tests;

/// <summary>The system's Chromium: none is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? driver;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Path() is not { } path)
            return;
        driver = await Playwright.CreateAsync();
        browser = await driver.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] });
    }

    /// <summary>A window without a network; skips the test where there is no browser.</summary>
    public async Task<IBrowserContext> OpenAsync(
        ColorScheme scheme = ColorScheme.Light, int width = 1000, bool scripts = true)
    {
        Assert.SkipUnless(browser is not null,
            $"needs a Chromium: none of {string.Join(", ", Names)} is on the PATH (or set NEGPREACT_CHROMIUM)");
        var context = await browser.NewContextAsync(new()
        {
            Offline = true,
            ColorScheme = scheme,
            JavaScriptEnabled = scripts,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        context.SetDefaultTimeout(120_000); // a machine may be busy; nothing here is about speed
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        driver?.Dispose();
    }

    private static string? Path() => Environment.GetEnvironmentVariable("NEGPREACT_CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists);
}
