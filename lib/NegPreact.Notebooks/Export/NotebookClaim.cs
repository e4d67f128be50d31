using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Export;

/// <summary>
/// A claim that a cell showed: an element of its HTML output with the attributes <c>data-claim-id</c> and
/// <c>data-claim-verdict</c>, whose text says the claim.
/// </summary>
/// <param name="Id">The value of <c>data-claim-id</c>.</param>
/// <param name="Verdict">The value of <c>data-claim-verdict</c>, such as <c>Holds</c>.</param>
/// <param name="Text">The element's text on one line.</param>
/// <param name="CellNumber">The cell that showed it.</param>
public sealed record NotebookClaim(string Id, string Verdict, string Text, int CellNumber)
{
    /// <summary>What its attribute <c>data-claim</c> holds, a JSON object; null where it has none.</summary>
    public JsonElement? Facts { get; init; }

    /// <summary>Finds the claims among a run's outputs, in the order shown.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The claims; none is no error.</returns>
    public static IReadOnlyList<NotebookClaim> In(NotebookRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. run.Cells.SelectMany(cell => cell.Outputs.OfType<DisplayOutput>().SelectMany(output => In(cell.Number, output)))];
    }

    private static IEnumerable<NotebookClaim> In(int number, DisplayOutput output)
    {
        // Charts can be megabytes: only what may hold a claim is parsed.
        if (!output.Data.TryGetValue("text/html", out var html) || !html.Contains("data-claim-id", StringComparison.Ordinal))
            yield break;
        using var page = new HtmlParser().ParseDocument(html);
        foreach (var hidden in page.QuerySelectorAll("script, style"))
            hidden.Remove();
        // Paragraphs stand apart on a page; without a space between them their words would run together here.
        foreach (var block in page.QuerySelectorAll("p, div, li, br"))
            block.Insert(AdjacentPosition.AfterEnd, " ");
        foreach (var element in page.QuerySelectorAll("[data-claim-id][data-claim-verdict]"))
        {
            var text = string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            yield return new NotebookClaim(element.GetAttribute("data-claim-id")!, element.GetAttribute("data-claim-verdict")!, text, number)
            {
                Facts = element.GetAttribute("data-claim") is { } facts ? JsonElement.Parse(facts) : null,
            };
        }
    }
}
