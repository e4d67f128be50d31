using System.Net;

namespace NegPreact;

/// <summary>
/// A sentence in colour: its tokens in order, once a reading, each shaded by its value and with the value beneath.
/// Needs no script.
/// </summary>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed class HeatStrip : IRichDisplay
{
    // Text stays readable on the darkest shade, on light and dark pages alike.
    private const double Darkest = 0.5;
    private readonly IReadOnlyList<string> tokens;
    private readonly IReadOnlyList<StripRow> rows;
    private readonly Table values;

    /// <summary>Makes a strip.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="tokens">The tokens, as they are written in the sentence.</param>
    /// <param name="rows">The readings. Rows of one unit and kind share one scale of shades.</param>
    /// <exception cref="NegPreactException">No token, no reading, or not one value per token.</exception>
    public HeatStrip(string title, IReadOnlyList<string> tokens, IReadOnlyList<StripRow> rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(rows);
        if (tokens.Count == 0 || rows.Count == 0)
            throw new NegPreactException(
                ErrorKind.Figure, $"Strip \"{title}\": it has {Numbers.Count(tokens.Count, "token")} and "
                + $"{Numbers.Count(rows.Count, "reading")}; give it at least one of each.");
        if (rows.FirstOrDefault(r => r.Values.Count != tokens.Count) is { } wrong)
            throw new NegPreactException(
                ErrorKind.Figure,
                $"Strip \"{title}\": \"{wrong.Name}\" has {wrong.Values.Count} values for {tokens.Count} tokens; give "
                    + "one per token.");
        (Title, this.tokens, this.rows) = (title, tokens, rows);
        values = new Table(title).Show(tokens.Count).Column("token");
        foreach (var row in rows)
            values.Column(row.Name, row.Unit, Format(row));
        for (var t = 0; t < tokens.Count; t++)
            values.Row([tokens[t].Trim(), .. rows.Select(r => (object?)r.Values[t])]);
    }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>The strip as HTML.</summary>
    public string ToHtml() => this.Html();

    /// <summary>The values as a table.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => this.Text();

    void IRichDisplay.WriteHtml(TextWriter writer)
    {
        writer.Write($"<figure class=\"np-figure np-strips\"><figcaption>{Encode(Title)}</figcaption>");
        foreach (var row in rows)
        {
            var heading = row.Unit.Length > 0 ? $"{row.Name}, {row.Unit}" : row.Name;
            writer.Write($"<div class=\"np-strip\"><p>{Encode(heading)}</p><p>");
            for (var t = 0; t < tokens.Count; t++)
                writer.Write($"<span style=\"background:{Shade(row, row.Values[t])}\">{Encode(Readable(tokens[t]))}<small>{Encode(Numbers.OnPage(Text(row, row.Values[t])))}</small></span>");
            writer.Write("</p></div>\n");
        }

        writer.Write("</figure>");
    }

    void IRichDisplay.WriteText(TextWriter writer) => ((IRichDisplay)values).WriteText(writer);

    private string Shade(StripRow row, double? value)
    {
        var largest = rows.Where(r => r.Unit == row.Unit && r.IsChange == row.IsChange).SelectMany(r => r.Values)
            .Max(v => Math.Abs(v ?? 0));
        if (value is not { } v || largest == 0)
            return "none";
        return Palette.Faint(
            v < 0 ? Palette.Negative : row.IsChange ? Palette.Positive : Palette.Grey, Darkest * Math.Abs(v) / largest);
    }

    // A space at a token's beginning would be lost between two boxes.
    private static string Readable(string token) => token.Trim() is { Length: > 0 } words ? words : "␣";

    private static string Format(StripRow row) => row.IsChange ? "+0.00;-0.00;0.00" : "0.0";

    private static string Text(StripRow row, double? value) => value is { } v ? Numbers.Text(v, Format(row)) : "–";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
