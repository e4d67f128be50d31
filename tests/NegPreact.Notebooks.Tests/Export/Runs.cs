using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Export;

/// <summary>Runs made by hand: what exporters do does not depend on how outputs came about.</summary>
internal static class Runs
{
    /// <summary>A run whose code cells show the given outputs, one list a code cell, in order.</summary>
    public static NotebookRun Of(string path, string dib, params IReadOnlyList<CellOutput>[] outputs)
    {
        var notebook = DibNotebook.Parse(dib, path);
        var next = 0;
        var failed = false;
        var cells = notebook.Cells.Select((cell, i) =>
        {
            if (cell.Kind == CellKind.Markdown)
                return new CellRun(cell, i + 1, RunStatus.Succeeded, [], TimeSpan.Zero);
            var shown = failed || next >= outputs.Length ? [] : outputs[next++];
            var status = failed ? RunStatus.NotRun : shown.OfType<ErrorOutput>().Any() ? RunStatus.Failed
                : RunStatus.Succeeded;
            failed |= status == RunStatus.Failed;
            return new CellRun(cell, i + 1, status, shown, TimeSpan.FromSeconds(1.25));
        }).ToList();
        return new NotebookRun(notebook, cells, TimeSpan.FromSeconds(185.4));
    }

    public static DisplayOutput Html(string html) =>
        new(new Dictionary<string, string> { ["text/html"] = html, ["text/plain"] = "plain" }, IsResult: true);

    /// <summary>What a cell shows that shows a claim: for people, and as data.</summary>
    public static DisplayOutput Claim(string json) => new(
        new Dictionary<string, string>
        {
            ["text/html"] = "<p>A card</p>", ["text/plain"] = "A card", [NotebookClaim.MimeType] = json,
        },
        IsResult: true);

    public static DisplayOutput Plain(string text) =>
        new(new Dictionary<string, string> { ["text/plain"] = text }, IsResult: false);
}
