using System.Globalization;
using Plotly.NET;

namespace NegPreact;

/// <summary>
/// Four of Okabe and Ito's colours ("Color Universal Design", 2008), which readers with any kind of colour vision can
/// tell apart. Their others are lost on a light page or on a dark one; the last two here stand out on both (3 to 1 at
/// least) and from the four for all kinds of colour vision. Each group also has its own symbol and dash.
/// </summary>
internal static class Palette
{
    public const string Blue = "#0072B2";
    public const string Vermillion = "#D55E00";

    /// <summary>What lies below zero, in all figures and strips.</summary>
    public const string Negative = Vermillion;

    /// <summary>What lies above zero.</summary>
    public const string Positive = Blue;

    /// <summary>Readable on white and on near black alike.</summary>
    public const string Grey = "#808080";

    public static readonly string[] Colours = [Blue, Vermillion, "#009E73", "#CC79A7", "#8833EE", "#DD0044"];

    private static readonly StyleParam.MarkerSymbol[] Symbols =
    [
        StyleParam.MarkerSymbol.Circle, StyleParam.MarkerSymbol.Square, StyleParam.MarkerSymbol.Diamond,
        StyleParam.MarkerSymbol.TriangleUp, StyleParam.MarkerSymbol.Cross, StyleParam.MarkerSymbol.X,
    ];

    private static readonly StyleParam.DrawingStyle[] Dashes =
    [
        StyleParam.DrawingStyle.Solid, StyleParam.DrawingStyle.Dash, StyleParam.DrawingStyle.Dot,
        StyleParam.DrawingStyle.DashDot, StyleParam.DrawingStyle.LongDash, StyleParam.DrawingStyle.LongDashDot,
    ];

    public static Color Colour(int group) => Color.fromString(Colours[group % Colours.Length]);

    // Shifted by one each time the colours come round again, so that no two of the first 36 groups look alike.
    public static StyleParam.MarkerSymbol Symbol(int group) => Symbols[Shifted(group)];

    public static StyleParam.DrawingStyle Dash(int group) => Dashes[Shifted(group)];

    /// <summary>A colour that lets what lies beneath shine through.</summary>
    public static Color Faint(int group) => Color.fromString(Faint(Colours[group % Colours.Length], 0.2));

    /// <summary>The same as CSS.</summary>
    /// <param name="hex">The colour, as #RRGGBB.</param>
    /// <param name="opacity">From 0 to 1.</param>
    public static string Faint(string hex, double opacity)
    {
        return string.Create(CultureInfo.InvariantCulture, $"rgba({Part(1)},{Part(3)},{Part(5)},{opacity:0.###})");
        int Part(int start) => Convert.ToInt32(hex.Substring(start, 2), 16);
    }

    private static int Shifted(int group) => (group + (group / Symbols.Length)) % Symbols.Length;
}
