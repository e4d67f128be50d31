using System.Text;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Export;

/// <summary>A notebook and its outputs as one page that needs no other file and no network.</summary>
public static class HtmlExport
{
    /// <summary>Writes the page.</summary>
    /// <param name="run">The notebook and what came of running it.</param>
    /// <param name="path">The file to write; its folder must exist.</param>
    /// <param name="index">Where the list of all notebooks lies, seen from the page; null for none.</param>
    public static void Write(NotebookRun run, string path, string? index = null) =>
        WholeFile.Write(path, ToHtml(run, index));

    /// <summary>Makes the page. The cell numbered n has the anchor <c>#cell-n</c>.</summary>
    /// <param name="run">The notebook and what came of running it.</param>
    /// <param name="index">Where the list of all notebooks lies, seen from the page; null for none.</param>
    /// <returns>An HTML document.</returns>
    public static string ToHtml(NotebookRun run, string? index = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var content = new StringBuilder("<header>\n");
        if (index is not null)
            content.Append($"<nav><a href=\"{Page.Text(index)}\">All notebooks</a></nav>\n");
        content.Append($"<p class=\"facts\">{Page.Text(Path.GetFileName(run.Notebook.Path))} · "
            + $"{Page.Duration(run.Duration)} · {Page.Status(run.Status)}</p>\n");
        if (run.Cells.FirstOrDefault(cell => cell.Error is not null) is { } broken)
            content.Append($"<p class=\"failure\"><a href=\"#cell-{broken.Number}\">Cell {broken.Number}</a> "
                + $"{Page.Status(broken.Status)}: {Page.Text(broken.Error!.Message)}</p>\n");
        content.Append("</header>\n<main id=\"content\" tabindex=\"-1\">\n");
        var folder = Path.GetDirectoryName(Path.GetFullPath(run.Notebook.Path)) ?? "";
        foreach (var cell in run.Cells)
        {
            content.Append(cell.Cell.Kind == CellKind.Markdown
                ? $"<section class=\"prose\" id=\"cell-{cell.Number}\">\n"
                    + $"{Prose.ToHtml(cell.Cell.Source, folder)}</section>\n"
                : Code(cell));
        }

        return Page.Html(Prose.Summary(run.Notebook).Title, content.Append("</main>").ToString());
    }

    private static string Code(CellRun cell)
    {
        var note = cell.Status == RunStatus.Succeeded ? Page.Duration(cell.Duration) : Page.Status(cell.Status);
        var html = new StringBuilder(
            $"""
             <section class="code" id="cell-{cell.Number}" aria-label="Cell {cell.Number}">
             <details open><summary>Cell {cell.Number} · {note}</summary>
             <pre tabindex="0"><code class="csharp">{CodeHtml.Of(cell.Cell.Source)}</code></pre></details>

             """);
        foreach (var output in cell.Outputs)
            html.Append(Output(output)).Append('\n');
        return html.Append("</section>\n").ToString();
    }

    private static string Output(CellOutput output) => output switch
    {
        StreamOutput stream =>
            $"<pre class=\"output{(stream.IsError ? " error" : "")}\">{Page.Text(stream.Text)}</pre>",
        ErrorOutput error =>
            $"<pre class=\"output error\">Line {error.Line}: "
            + $"{Page.Text(string.Join("\n  ", error.Trace.Prepend(error.Message)))}</pre>",
        DisplayOutput { Data: var data } when data.TryGetValue("text/html", out var html) =>
            $"<div class=\"output\">{html}</div>",
        DisplayOutput { Data: var data } =>
            "<pre class=\"output\">"
                + $"{Page.Text(data.TryGetValue("text/plain", out var text) ? text : data.First().Value)}</pre>",
        _ => throw new ArgumentException($"No page can show an output of type {output.GetType().Name}."),
    };
}
