using System.Net;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Export;

/// <summary>The frame that all exported pages share: one file, no network, light and dark.</summary>
internal static class Page
{
    private static readonly string Style = ReadStyle();

    // Charts bring their scripts inline, and the bundled plotly.js compiles functions; nothing may be fetched.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'; img-src data: blob:; "
        + "font-src data:";

    public static string Html(string title, string content) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <title>{Text(title)}</title>
        <style>
        {Style}</style>
        </head>
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        {content}
        </body>
        </html>

        """;

    /// <summary>Escapes text for an element or a quoted attribute.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Gives a duration as a person reads it, such as <c>0.4 s</c> or <c>3 min 5 s</c>.</summary>
    public static string Duration(TimeSpan duration) => duration.TotalSeconds < 59.95
        ? $"{duration.TotalSeconds:0.0} s"
        : $"{(int)(duration.TotalSeconds + 0.5) / 60} min {(int)(duration.TotalSeconds + 0.5) % 60} s";

    public static string Status(RunStatus status) => status switch
    {
        RunStatus.Succeeded => "succeeded",
        RunStatus.Failed => "failed",
        RunStatus.Cancelled => "interrupted",
        _ => "not run",
    };

    private static string ReadStyle()
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("page.css")
            ?? throw new InvalidOperationException("The style of the pages is missing from this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
