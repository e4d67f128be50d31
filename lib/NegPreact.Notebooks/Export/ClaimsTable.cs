using System.Text;

namespace NegPreact.Notebooks.Export;

/// <summary>The claims as a part of the index page, those that belong together under one heading.</summary>
internal static class ClaimsTable
{
    private const string Primary = "primary";

    public static string Html(IReadOnlyList<RecordedClaim> claims)
    {
        if (claims.Count == 0)
            return "";
        var html = new StringBuilder("<h2 id=\"claims\">Claims</h2>\n<div class=\"scroll\"><table>\n<thead><tr>");
        string[] headings = ["What was tested", "Verdict", "Estimate and interval", "Where; a re-run takes"];
        foreach (var heading in headings)
            html.Append($"<th scope=\"col\">{heading}</th>");
        html.Append("</tr></thead>\n");
        // Groups in the order in which they were first shown; claims without one last.
        foreach (var group in ClaimsFile.Distinct(claims).GroupBy(c => c.Claim.Group).OrderBy(g => g.Key.Length == 0))
        {
            var paper = group.First().Claim.Paper;
            var title = group.Key.Length > 0 ? group.Key : "Other questions";
            html.Append($"<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"{headings.Length}\">{Page.Text(title)}");
            html.Append($"{Small(paper.Length > 0 ? $"In the paper: {paper}." : "")}</th></tr>\n");
            foreach (var claim in group.OrderByDescending(c => c.Claim.Role == Primary))
                html.Append(Row(claim));
            html.Append("</tbody>\n");
        }

        return html.Append("</table></div>\n").ToString();
    }

    /// <summary>How many came out how.</summary>
    public static string Summary(IReadOnlyList<RecordedClaim> claims)
    {
        if (claims.Count == 0)
            return "";
        var all = ClaimsFile.Distinct(claims).ToLookup(c => c.Claim.Role == Primary);
        string Counted(bool primary) => string.Join(", ", all[primary].CountBy(c => c.Claim.VerdictText)
            .OrderByDescending(v => v.Value).Select(v => $"{v.Value} × {Page.Text(v.Key)}"));
        var first = all[true].Any() ? $"Primary tests of claims: {Counted(true)}. Other tests" : "Tests of claims";
        return $"<p>{first}: {Counted(false)}. "
            + "<a href=\"#claims\">All of them</a>, each with its estimate and the cell that measured it.</p>\n";
    }

    private static string Row(RecordedClaim claim)
    {
        var shown = claim.Claim;
        var name = shown.Model.Length > 0 ? $"{shown.Id} · {shown.Model}" : shown.Id;
        if (shown.QuantisedAs.Length > 0)
            name += $", quantised weights: {shown.QuantisedAs}";
        var colour = $"verdict-{Page.Text(shown.Verdict.ToLowerInvariant())}";
        var place = claim.Recorded is null ? $"{Page.Text(claim.Notebook)}, cell {claim.Cell}"
            : $"{Page.Text(claim.Notebook)}, {Page.Text(claim.Recorded)}";
        var link = claim.Page is { } page ? $"<a href=\"{Page.Text(page)}\">{place}</a>" : place;
        var statement = shown.Role == Primary ? $"<b>{Page.Text(shown.Statement)}</b>" : Page.Text(shown.Statement);
        return $"<tr><td>{statement}{Small(name)}</td>"
            + $"<td class=\"{colour}\">{Page.Text(shown.VerdictText)}</td>"
            + $"<td>{Page.Text(shown.Found)}{Small(shown.Seeds)}</td>"
            + $"<td>{link}{Small(Page.Duration(TimeSpan.FromSeconds(claim.Seconds)))}</td></tr>\n";
    }

    private static string Small(string words) => words.Length > 0 ? $"<br><small>{Page.Text(words)}</small>" : "";
}
