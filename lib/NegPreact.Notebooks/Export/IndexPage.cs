using System.Text;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Export;

/// <summary>The page that lists all notebooks of a run and the claims they showed.</summary>
public static class IndexPage
{
    /// <summary>The name of the page's file.</summary>
    public const string FileName = "index.html";

    /// <summary>
    /// Writes <c>index.html</c>; each notebook's own page is taken to lie beside it as <c>name.html</c>.
    /// </summary>
    /// <param name="runs">The runs in reading order.</param>
    /// <param name="claims">The claims, see <see cref="ClaimsFile"/>.</param>
    /// <param name="folder">The folder of the pages; it must exist.</param>
    /// <param name="title">The heading.</param>
    public static void Write(IReadOnlyList<NotebookRun> runs, IReadOnlyList<RecordedClaim> claims, string folder,
        string title = "Notebooks") =>
        WholeFile.Write(Path.Combine(folder, FileName), ToHtml(runs, claims, title));

    /// <summary>Makes the page.</summary>
    /// <param name="runs">The runs in reading order.</param>
    /// <param name="claims">The claims, see <see cref="ClaimsFile"/>.</param>
    /// <param name="title">The heading.</param>
    /// <returns>An HTML document.</returns>
    public static string ToHtml(
        IReadOnlyList<NotebookRun> runs, IReadOnlyList<RecordedClaim> claims, string title = "Notebooks")
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(claims);
        var content = new StringBuilder(
            $"<main id=\"content\" tabindex=\"-1\">\n<h1>{Page.Text(title)}</h1>\n{ClaimsTable.Summary(claims)}");
        foreach (var run in runs)
        {
            var (heading, opening) = Prose.Summary(run.Notebook);
            content.Append(
                $"""
                 <article>
                 <h2><a href="{Link(run)}">{Page.Text(heading)}</a></h2>
                 <p class="facts">{Page.Text(run.Notebook.Name)} · {Page.Duration(run.Duration)} · <span class="status-{run.Status.ToString().ToLowerInvariant()}">{Page.Status(run.Status)}</span></p>
                 <p>{Page.Text(opening)}</p>
                 </article>

                 """);
        }

        content.Append(ClaimsTable.Html(claims));
        return Page.Html(title, content.Append("</main>").ToString());
    }

    private static string Link(NotebookRun run) => Uri.EscapeDataString(run.Notebook.Name) + ".html";
}
