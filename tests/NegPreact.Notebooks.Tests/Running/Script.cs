using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Running;

/// <summary>Runs code cells given as text.</summary>
internal static class Script
{
    /// <summary>Makes a notebook of code cells; the n-th has number n.</summary>
    public static DibNotebook Notebook(string folder, params string[] cells) =>
        DibNotebook.Parse(
        string.Concat(cells.Select(cell => $"#!csharp\n{cell}\n")), Path.Combine(folder, "01-test.dib"));

    public static async Task<NotebookRun> RunAsync(params string[] cells)
    {
        using var folder = new TemporaryFolder();
        return await NotebookRunner.RunAsync(
            Notebook(folder.Path, cells), cancellation: TestContext.Current.CancellationToken);
    }

    /// <summary>The plain text of everything that a cell displayed, and its error.</summary>
    public static string Shown(this CellRun cell) => string.Join(
        " | ",
        cell.Outputs.Select(output => output switch
        {
            DisplayOutput display => display.Data.GetValueOrDefault("text/plain", "(none)"),
            StreamOutput stream => (stream.IsError ? "err:" : "out:") + stream.Text,
            ErrorOutput error => $"{error.Line}:{error.Message}",
            _ => "?",
        }));
}
