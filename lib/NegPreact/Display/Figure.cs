using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NegPreact;

/// <summary>
/// A chart and the numbers behind it. Shown in a notebook as HTML that draws with the plotly.js of
/// <see cref="Notebook.Start"/>; elsewhere as its title and table.
/// </summary>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed class Figure : IRichDisplay
{
    private const int UsualHeight = 360;

    /// <summary>Makes a figure; <see cref="Charts"/> makes the usual ones.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="alternativeText">What a reader who cannot see the chart must know of it.</param>
    /// <param name="json">
    /// Plotly's form of the chart: an object with "data" (an array) and "layout". Where "frames" holds some, each with
    /// a name, a slider and a button beneath the chart lead from one to the next; the chart is drawn as the last of
    /// them.
    /// </param>
    /// <param name="numbers">The numbers that are drawn.</param>
    /// <param name="notes">Sentences beneath the chart: what is not drawn, and why.</param>
    /// <exception cref="NegPreactException">A text is empty, or the JSON is not a Plotly chart.</exception>
    public Figure(string title, string alternativeText, string json, Table numbers, params IReadOnlyList<string> notes)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (string.IsNullOrWhiteSpace(title) || string.IsNullOrWhiteSpace(alternativeText))
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": give it a title and an alternative text; readers who cannot "
                + "see it need both.");
        (Title, AlternativeText, Json, Numbers, Notes) = (title, alternativeText, json, numbers, notes);
        (Height, HasFrames) = Read(json, title);
        Id = "figure-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n{json}")))[..12];
    }

    /// <summary>What the chart shows.</summary>
    public string Title { get; }

    /// <summary>What a reader who cannot see the chart must know of it.</summary>
    public string AlternativeText { get; }

    /// <summary>The chart as Plotly's JSON: "data" and "layout".</summary>
    public string Json { get; }

    /// <summary>The numbers that are drawn.</summary>
    public Table Numbers { get; }

    /// <summary>Sentences beneath the chart.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Names the figure on its page; equal figures have equal names.</summary>
    public string Id { get; }

    private int Height { get; }

    private bool HasFrames { get; }

    /// <summary>The figure as HTML; a page of several needs plotly.js once, see <see cref="Notebook.Start"/>.</summary>
    public string ToHtml() => this.Html();

    /// <summary>The title, the numbers and the notes.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => this.Text();

    // The description stands on the drawing and not on the whole figure: what role="img" holds is hidden from screen
    // readers, and the table must not be.
    void IRichDisplay.WriteHtml(TextWriter writer)
    {
        writer.Write($"<figure class=\"np-figure\" id=\"{Id}\"><figcaption>{Encode(Title)}</figcaption>");
        writer.Write($"<div class=\"np-chart\" role=\"img\" aria-label=\"{Encode(AlternativeText)}\" "
            + $"style=\"min-height:{Height}px\">");
        writer.Write("<p class=\"np-note\">The chart is drawn by plotly.js, which the notebook's first cell loads. Its "
            + "numbers are in the table beneath.</p></div>\n");
        writer.Write("<noscript><p class=\"np-note\">Scripts are off here, so the chart is not drawn. "
            + $"{Encode(AlternativeText)} Its numbers are in the table beneath.</p></noscript>");
        foreach (var note in Notes)
            writer.Write($"<p class=\"np-note\">{Encode(note)}</p>");
        // Open until there is a chart: where nothing is drawn the table is the figure.
        writer.Write("<details open><summary>The numbers</summary>");
        ((IRichDisplay)Numbers).WriteHtml(writer);
        writer.Write($"</details>\n<script>{PlotlyLibrary.DrawScript(Id, Json, HasFrames)}</script></figure>");
    }

    void IRichDisplay.WriteText(TextWriter writer)
    {
        if (Title != Numbers.Title)
            writer.WriteLine(Title);
        ((IRichDisplay)Numbers).WriteText(writer);
        foreach (var note in Notes)
            writer.WriteLine(note);
    }

    private static (int Height, bool HasFrames) Read(string json, string title)
    {
        try
        {
            using var chart = JsonDocument.Parse(json);
            if (chart.RootElement.ValueKind == JsonValueKind.Object
                && chart.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
                && chart.RootElement.TryGetProperty("layout", out var layout)
                && layout.ValueKind == JsonValueKind.Object)
                return (
                    layout.TryGetProperty("height", out var height) && height.ValueKind == JsonValueKind.Number
                    ? (int)height.GetDouble() : UsualHeight,
                    chart.RootElement.TryGetProperty("frames", out var frames)
                    && frames.ValueKind == JsonValueKind.Array && frames.GetArrayLength() > 0);
        }
        catch (JsonException inner)
        {
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": its chart is not JSON ({inner.Message})", inner);
        }

        throw new NegPreactException(
            ErrorKind.Figure, $"Figure \"{title}\": a Plotly chart is a JSON object with \"data\" (an array) and "
            + "\"layout\" (an object).");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
