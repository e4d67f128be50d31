using System.Globalization;
using System.Text.RegularExpressions;

namespace NegPreact;

/// <summary>
/// Numbers formatted for people, the same on every machine: a kernel runs with its reader's language settings.
/// </summary>
internal static partial class Numbers
{
    private const int Figures = 4;
    private const int MostDecimals = 6;

    /// <summary>
    /// One format for numbers that stand in one column: none but whole numbers have no decimals, else the largest has
    /// four figures; scientific where that takes too many.
    /// </summary>
    public static string Format(IEnumerable<double> values)
    {
        var sizes = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().ToArray();
        var largest = sizes.Max();
        var decimals = sizes.All(double.IsInteger) ? 0 : Math.Max(
            0, Figures - 1 - (int)Math.Floor(Math.Log10(largest)));
        return decimals > MostDecimals || largest >= 1e9
            ? "0.000e+0"
            : "#,0" + (decimals > 0 ? "." + new string('0', decimals) : "");
    }

    /// <summary>A number alone.</summary>
    public static string Text(double value) => Text(value, Format([value]));

    /// <summary>A number in a format; never "NaN", and never "-0.00".</summary>
    public static string Text(double value, string format)
    {
        if (double.IsNaN(value))
            return default(Missing).ToString();
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "-∞";
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text is ['-', .. var size] && !size.AsSpan().ContainsAnyInRange('1', '9') ? size : text;
    }

    /// <summary>A number in a format that was chosen for larger ones; it is never shown as 0 where it is not.</summary>
    public static string Fitted(double value, string format)
    {
        var text = Text(value, format);
        return double.IsFinite(value) && value != 0 && !text.AsSpan().ContainsAnyInRange('1', '9')
            ? Text(value, "0.0e+0") : text;
    }

    /// <summary>A p-value, at most four decimals, and never 0.</summary>
    public static string PValue(double p) => p < 0.001 ? "< 0.001" : Text(p, "0.####");

    /// <summary>The same in a sentence: "p = 0.025", "p &lt; 0.001".</summary>
    public static string PEquals(double p) => $"p {(p < 0.001 ? "" : "= ")}{PValue(p)}";

    /// <summary>A value and the range around it, with equal decimals.</summary>
    public static string Text(double value, double low, double high, string unit, double level)
    {
        var format = Format([value, low, high]);
        var of = unit.Length == 0 ? "" : " " + unit;
        return $"{Fitted(value, format)}{of} ({Percent(level)} interval {Fitted(low, format)} to "
            + $"{Fitted(high, format)})";
    }

    /// <summary>A count: "2,000".</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: "1 point", "2,000 points".</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A share in percent: "79.4 %", and never "0 %" for more than nothing.</summary>
    public static string Percent(double share) => Fitted(share * 100, "0.##") + " %";

    /// <summary>A text for a page: hyphens that stand for minus signs become such.</summary>
    public static string OnPage(string text) => Minus().Replace(text, "\u2212");

    /// <summary>A text for a table: of a SHA-256, the twelve digits by which people tell hashes apart.</summary>
    public static string WithoutLongHash(string text) => Sha256().IsMatch(text) ? text[..12] : text;

    public static bool IsNumber(object? cell) => IsInteger(cell) || IsReal(cell);

    public static bool IsInteger(object? cell) =>
        cell is sbyte or byte or short or ushort or int or uint or long or ulong;

    public static bool IsReal(object? cell) => cell is float or double or decimal or Half;

    // Before a number, or before an exponent; not within a word, a name or a range.
    [GeneratedRegex(@"(?<![\w.\-])-(?=[\d.∞])|(?<=\de)-(?=\d)")]
    private static partial Regex Minus();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Sha256();
}
