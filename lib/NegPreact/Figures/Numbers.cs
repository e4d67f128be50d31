using System.Globalization;

namespace NegPreact.Figures;

/// <summary>Numbers as people read them, alike on every machine: a kernel runs with its reader's language settings.</summary>
internal static class Numbers
{
    private const int Figures = 4;
    private const int MostDecimals = 6;

    /// <summary>
    /// One format for numbers that stand in one column: the decimals that give the largest four figures; scientific where
    /// that would show a number other than 0 as 0.
    /// </summary>
    public static string Format(IEnumerable<double> values)
    {
        var sizes = values.Where(double.IsFinite).Select(Math.Abs).Where(v => v > 0).ToArray();
        if (sizes.Length == 0)
            return "0";
        var decimals = Math.Clamp(Figures - 1 - (int)Math.Floor(Math.Log10(sizes.Max())), 0, MostDecimals);
        return sizes.Min() < 0.5 * Math.Pow(10, -decimals) || sizes.Max() >= 1e9
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

    /// <summary>A value and the range around it, with equal decimals.</summary>
    public static string Text(double value, double low, double high, string unit, double level)
    {
        var format = Format([value, low, high]);
        var of = unit.Length == 0 ? "" : " " + unit;
        return $"{Text(value, format)}{of} ({Percent(level)} interval {Text(low, format)} to {Text(high, format)}{of})";
    }

    /// <summary>A count: "2,000".</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: "1 point", "2,000 points".</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A share in percent: "79.4 %".</summary>
    public static string Percent(double share) => Text(share * 100, "0.##") + " %";

    public static bool IsNumber(object? cell) => IsInteger(cell) || IsReal(cell);

    public static bool IsInteger(object? cell) => cell is sbyte or byte or short or ushort or int or uint or long or ulong;

    public static bool IsReal(object? cell) => cell is float or double or decimal or Half;
}
