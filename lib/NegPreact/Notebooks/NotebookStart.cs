using System.Net;

namespace NegPreact;

/// <summary>
/// What <see cref="Notebook.Start"/> shows: a line on what runs here, and unseen with it what charts are drawn with.
/// </summary>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed class NotebookStart : IRichDisplay
{
    internal NotebookStart(string status) => Status = status;

    /// <summary>The line.</summary>
    public string Status { get; }

    /// <summary>The line as HTML, with plotly.js and the stylesheet.</summary>
    public string ToHtml() => this.Html();

    /// <summary>The line.</summary>
    /// <returns><see cref="Status"/>.</returns>
    public override string ToString() => Status;

    void IRichDisplay.WriteHtml(TextWriter writer)
    {
        writer.Write($"<style>{Stylesheet.Css}</style>");
        PlotlyLibrary.WriteScript(writer);
        writer.Write($"<p>{WebUtility.HtmlEncode(Status)}</p>");
    }

    void IRichDisplay.WriteText(TextWriter writer) => writer.Write(Status);
}
