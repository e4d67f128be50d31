using System.Text;

namespace NegPreact.Notebooks.Export;

/// <summary>The claims as a part of the index page, those that belong together under one heading.</summary>
internal static class ClaimsTable
{
    private const int Columns = 6;

    public static string Html(IReadOnlyList<RecordedClaim> claims)
    {
        if (claims.Count == 0)
            return "";
        var html = new StringBuilder("<h2 id=\"claims\">Claims</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">What was tested</th><th scope=\"col\">Verdict</th><th scope=\"col\">Estimate and interval</th><th scope=\"col\">Draws</th><th scope=\"col\">Where</th><th scope=\"col\">A re-run takes</th></tr></thead>\n");
        // Groups in the order in which they were first shown; claims without one last.
        foreach (var group in ClaimsFile.Distinct(claims).GroupBy(c => c.Fact("group")).OrderBy(g => g.Key.Length == 0))
        {
            var paper = group.First().Fact("paper");
            html.Append($"<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"{Columns}\">{Page.Text(group.Key.Length > 0 ? group.Key : "Other questions")}");
            html.Append(paper.Length > 0 ? $"<br><small>In the paper: {Page.Text(paper)}.</small></th></tr>\n" : "</th></tr>\n");
            foreach (var claim in group)
                html.Append(Row(claim));
            html.Append("</tbody>\n");
        }

        return html.Append("</table></div>\n").ToString();
    }

    private static string Row(RecordedClaim claim)
    {
        var (statement, found, model) = (claim.Fact("statement"), claim.Fact("found"), claim.Fact("model"));
        var place = $"{Page.Text(claim.Notebook)}, cell {claim.Cell}";
        return $"""
            <tr><td>{Page.Text(statement.Length > 0 ? statement : claim.Text)}<br><small>{Page.Text(model.Length > 0 ? $"{claim.Id} · {model}" : claim.Id)}</small></td><td class="verdict-{Page.Text(claim.Verdict.ToLowerInvariant())}">{Page.Text(claim.VerdictText)}</td><td>{Page.Text(found)}</td><td>{Page.Text(claim.Fact("seeds"))}</td><td>{(claim.Page is { } page ? $"<a href=\"{Page.Text(page)}\">{place}</a>" : place)}</td><td>{Page.Duration(TimeSpan.FromSeconds(claim.Seconds))}</td></tr>

            """;
    }
}
