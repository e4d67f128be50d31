using Microsoft.Playwright;

namespace NegPreact.Browser.Tests;

/// <summary>A page in a window of its own, with everything that it said or asked for.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private static readonly string Checks = ReadChecks();

    private readonly IBrowserContext window;

    private OpenPage(IBrowserContext window, IPage page) => (this.window, Page) = (window, page);

    public IPage Page { get; }

    /// <summary>Console errors and warnings, exceptions, and requests other than for the page itself.</summary>
    public List<string> Noise { get; } = [];

    public static async Task<OpenPage> OpenAsync(IBrowserContext window, string path)
    {
        var open = new OpenPage(window, await window.NewPageAsync());
        var address = new Uri(path).AbsoluteUri;
        open.Page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning")
                open.Noise.Add($"console {said.Type}: {said.Text}");
        };
        open.Page.PageError += (_, error) => open.Noise.Add($"exception: {error}");
        open.Page.Request += (_, request) =>
        {
            if (request.Url != address)
                open.Noise.Add($"request: {request.Url}");
        };
        await open.Page.GotoAsync(address);
        return open;
    }

    /// <summary>Fails with all complaints of one of the checks in checks.js.</summary>
    public async Task PassesAsync(string call)
    {
        var complaints = await AskAsync<string[]>(call);
        Assert.True(complaints.Length == 0, $"{call}:\n{string.Join('\n', complaints)}");
    }

    /// <summary>Any value that checks.js gives.</summary>
    public Task<T> AskAsync<T>(string call) => Page.EvaluateAsync<T>($"{Checks}.{call}");

    public ValueTask DisposeAsync() => window.DisposeAsync();

    private static string ReadChecks()
    {
        using var reader = new StreamReader(typeof(OpenPage).Assembly.GetManifestResourceStream("checks.js")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
