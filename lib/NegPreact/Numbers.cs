using System.Globalization;

namespace NegPreact;

/// <summary>
/// Numbers formatted for people, the same on every machine: a kernel runs with its reader's language settings.
/// </summary>
internal static class Numbers
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

    /// <summary>A number in a format; never "NaN".</summary>
    public static string Text(double value, string format) =>
        double.IsNaN(value) ? default(Missing).ToString()
        : double.IsInfinity(value) ? (value > 0 ? "∞" : "-∞")
        : value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A number in a format that was chosen for larger ones; it is never shown as 0 where it is not.</summary>
    public static string Fitted(double value, string format)
    {
        var text = Text(value, format);
        return double.IsFinite(value) && value != 0 && !text.AsSpan().ContainsAnyInRange('1', '9')
            ? Text(value, "0.0e+0") : text;
    }

    /// <summary>A p-value, at most four decimals, and never 0.</summary>
    public static string PValue(double p) => p < 0.0001 ? "< 0.0001" : Text(p, "0.####");

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

    public static bool IsNumber(object? cell) => IsInteger(cell) || IsReal(cell);

    public static bool IsInteger(object? cell) =>
        cell is sbyte or byte or short or ushort or int or uint or long or ulong;

    public static bool IsReal(object? cell) => cell is float or double or decimal or Half;
}
