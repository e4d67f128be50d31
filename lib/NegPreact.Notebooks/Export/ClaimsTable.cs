using System.Text;

namespace NegPreact.Notebooks.Export;

/// <summary>The claims as a part of the index page, those that belong together under one heading.</summary>
internal static class ClaimsTable
{
    private const int Columns = 4;

    public static string Html(IReadOnlyList<RecordedClaim> claims)
    {
        if (claims.Count == 0)
            return "";
        var html = new StringBuilder("<h2 id=\"claims\">Claims</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">What was tested</th><th scope=\"col\">Verdict</th><th scope=\"col\">Estimate and interval</th><th scope=\"col\">Where; a re-run takes</th></tr></thead>\n");
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

    /// <summary>How many came out how.</summary>
    public static string Summary(IReadOnlyList<RecordedClaim> claims) => claims.Count == 0 ? "" : $"""
        <p>Tests of claims: {string.Join(", ", ClaimsFile.Distinct(claims).CountBy(c => c.VerdictText).OrderByDescending(v => v.Value).Select(v => $"{v.Value} × {Page.Text(v.Key)}"))}. <a href="#claims">All of them</a>, each with its estimate and the cell that measured it.</p>

        """;

    private static string Row(RecordedClaim claim)
    {
        var (statement, found, model, draws) = (claim.Fact("statement"), claim.Fact("found"), claim.Fact("model"), claim.Fact("seeds"));
        var place = $"{Page.Text(claim.Notebook)}, cell {claim.Cell}";
        return $"""
            <tr><td>{Page.Text(statement.Length > 0 ? statement : claim.Text)}{Small(model.Length > 0 ? $"{claim.Id} · {model}" : claim.Id)}</td><td class="verdict-{Page.Text(claim.Verdict.ToLowerInvariant())}">{Page.Text(claim.VerdictText)}</td><td>{Page.Text(found)}{Small(draws)}</td><td>{(claim.Page is { } page ? $"<a href=\"{Page.Text(page)}\">{place}</a>" : place)}{Small(Page.Duration(TimeSpan.FromSeconds(claim.Seconds)))}</td></tr>

            """;
    }

    private static string Small(string words) => words.Length > 0 ? $"<br><small>{Page.Text(words)}</small>" : "";
}
