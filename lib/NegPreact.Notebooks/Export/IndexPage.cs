using System.Text;
using System.Text.RegularExpressions;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Export;

/// <summary>The page that lists all notebooks of a run and the claims they showed.</summary>
public static partial class IndexPage
{
    /// <summary>The name of the page's file.</summary>
    public const string FileName = "index.html";

    /// <summary>Writes <c>index.html</c>; each notebook's own page is taken to lie beside it as <c>name.html</c>.</summary>
    /// <param name="runs">The runs in reading order.</param>
    /// <param name="folder">The folder of the pages; it must exist.</param>
    /// <param name="title">The heading.</param>
    public static void Write(IReadOnlyList<NotebookRun> runs, string folder, string title = "Notebooks") =>
        File.WriteAllText(Path.Combine(folder, FileName), ToHtml(runs, title));

    /// <summary>Makes the page.</summary>
    /// <param name="runs">The runs in reading order.</param>
    /// <param name="title">The heading.</param>
    /// <returns>An HTML document.</returns>
    public static string ToHtml(IReadOnlyList<NotebookRun> runs, string title = "Notebooks")
    {
        ArgumentNullException.ThrowIfNull(runs);
        var content = new StringBuilder($"<main id=\"content\" tabindex=\"-1\">\n<h1>{Page.Text(title)}</h1>\n");
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

        AppendClaims(content, runs);
        return Page.Html(title, content.Append("</main>").ToString());
    }

    private static void AppendClaims(StringBuilder content, IReadOnlyList<NotebookRun> runs)
    {
        var claims = runs.SelectMany(run => NotebookClaim.In(run).Select(claim => (run, claim))).ToList();
        if (claims.Count == 0)
            return;
        content.Append("<h2 id=\"claims\">Claims</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Claim</th><th>Verdict</th><th>What was found</th><th>Where</th></tr></thead>\n<tbody>\n");
        foreach (var (run, claim) in claims)
        {
            content.Append(
                $"""
                 <tr><td>{Page.Text(claim.Id)}</td><td class="verdict-{Page.Text(claim.Verdict.ToLowerInvariant())}">{Page.Text(Words(claim.Verdict))}</td><td>{Page.Text(claim.Text)}</td><td><a href="{Link(run)}#cell-{claim.CellNumber}">{Page.Text(run.Notebook.Name)}, cell {claim.CellNumber}</a></td></tr>

                 """);
        }

        content.Append("</tbody>\n</table></div>\n");
    }

    private static string Link(NotebookRun run) => Uri.EscapeDataString(run.Notebook.Name) + ".html";

    // `DoesNotHold` reads `does not hold`.
    private static string Words(string verdict) => WordStart().Replace(verdict, " $0").TrimStart().ToLowerInvariant();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
