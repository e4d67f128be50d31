using System.Globalization;
using System.Net;

namespace NegPreact;

/// <summary>The two forms of a <see cref="Table"/>.</summary>
internal static class TableWriter
{
    private const int LongestLine = 60;

    public static void WriteHtml(Table table, TextWriter writer)
    {
        var (columns, right, cells) = Lay(table);
        // Numbers and words stay on one line; a column that holds a sentence breaks its lines.
        var classes = columns.Select((_, c) => right[c] ? " class=\"np-number\""
            : cells.Any(row => row[c].Length > LongestLine) ? " class=\"np-long\"" : "").ToArray();
        writer.Write($"<div class=\"np-table\"><table><caption>{Encode(table.Title)}</caption><thead><tr>");
        for (var c = 0; c < columns.Count; c++)
            writer.Write($"<th scope=\"col\"{(right[c] ? classes[c] : "")}>{Encode(columns[c].Heading)}</th>");
        writer.Write("</tr></thead><tbody>");
        foreach (var row in cells)
        {
            writer.Write("\n<tr>");
            for (var c = 0; c < row.Length; c++)
                writer.Write(c == 0
                    ? $"<th scope=\"row\"{classes[c]}>{Cell(row, c)}</th>"
                    : $"<td{classes[c]}>{Cell(row, c)}</td>");
            writer.Write("</tr>");
        }

        writer.Write("</tbody></table>");
        foreach (var line in Beneath(table))
            writer.Write($"<p class=\"np-note\">{Encode(Numbers.OnPage(line))}</p>");
        writer.Write("</div>");

        string Cell(string[] row, int c) => Encode(right[c] ? Numbers.OnPage(row[c]) : row[c]);
    }

    public static void WriteText(Table table, TextWriter writer)
    {
        var (columns, right, cells) = Lay(table);
        var headings = columns.Select(c => c.Heading).ToArray();
        var widths = headings.Select((h, c) => cells.Select(r => r[c].Length).Append(h.Length).Max()).ToArray();
        string Line(string[] row) =>
            string.Join("  ", row.Select((text, c) => right[c] ? text.PadLeft(widths[c]) : text.PadRight(widths[c])))
            .TrimEnd();

        writer.WriteLine(table.Title);
        writer.WriteLine(Line(headings));
        writer.WriteLine(Line([.. widths.Select(w => new string('-', w))]));
        foreach (var row in cells)
            writer.WriteLine(Line(row));
        foreach (var line in Beneath(table))
            writer.WriteLine(line);
    }

    private static (IReadOnlyList<TableColumn> Columns, bool[] Right, List<string[]> Cells) Lay(Table table)
    {
        var shown = table.Rows.Take(table.RowsShown).ToArray();
        var formats = table.Columns.Select((column, c) =>
            Numbers.Format(shown.Select(r => r[c]).Where(Numbers.IsReal).Select(AsDouble))).ToArray();
        var right = table.Columns.Select((column, c) => column.Alignment is { } asked
            ? asked == Alignment.Right
            : shown.Any(r => Numbers.IsNumber(r[c]))).ToArray();
        return (table.Columns, right,
            [.. shown.Select(
            row => row.Select((cell, c) => CellText(cell, table.Columns[c].Format, formats[c])).ToArray())]);
    }

    private static string CellText(object? cell, string? asked, string format) => cell switch
    {
        null => default(Missing).ToString(),
        bool yes => yes ? "yes" : "no",
        _ when Numbers.IsReal(cell) && asked == TableColumn.PValue => Numbers.PValue(AsDouble(cell)),
        _ when Numbers.IsReal(cell) => asked is null ? Numbers.Fitted(AsDouble(cell), format)
            : Numbers.Text(AsDouble(cell), asked),
        _ when Numbers.IsInteger(cell) => ((IFormattable)cell).ToString(asked ?? "#,0", CultureInfo.InvariantCulture),
        _ => Numbers.WithoutLongHash((cell.ToString() ?? "").ReplaceLineEndings("↵")),
    };

    private static double AsDouble(object? real) => real is Half half ? (double)half
        : Convert.ToDouble(real, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Beneath(Table table)
    {
        var hidden = table.Rows.Count - table.RowsShown;
        if (hidden > 0)
            yield return $"The first {Numbers.Count(table.RowsShown, "row")} of {Numbers.Count(table.Rows.Count)} "
                + $"{(table.RowsShown == 1 ? "is" : "are")} shown; {Numbers.Count(hidden)} more "
                + $"{(hidden == 1 ? "is" : "are")} not.";
        foreach (var note in table.Notes)
            yield return note;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
