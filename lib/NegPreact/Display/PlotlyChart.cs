using System.Globalization;
using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

/// <summary>The common style of all charts, and their conversion to JSON.</summary>
internal static class PlotlyChart
{
    /// <summary>Pixels of a chart of usual height.</summary>
    public const int Height = 360;

    // What a narrow window has room for beside long names.
    private const int AxisLetters = 36;

    // Plotly.NET's own template is large and slow to build, and would be written into every chart.
    static PlotlyChart() => Defaults.DefaultTemplate = Set(new Template(), ("layout", Look()));

    /// <summary>The chart's JSON with both axes labelled.</summary>
    public static string Json(IEnumerable<GenericChart> traces, Dictionary<string, object?> x,
        Dictionary<string, object?> y, int height = Height, params IEnumerable<(string Name, object? Value)> more) =>
        Json(Chart.Combine(traces), [("xaxis", x), ("yaxis", y), .. more], height);

    /// <summary>The chart's JSON with parts of its layout set.</summary>
    public static string Json(GenericChart chart, IEnumerable<(string Name, object? Value)> layout, int height)
    {
        var set = Set(GenericChart.getLayout(chart), [("height", height), ("autosize", true), .. layout]);
        set.RemoveProperty("width"); // the page decides
        return GenericChart.toFigureJson(GenericChart.setLayout(set, chart));
    }

    /// <summary>
    /// A quantity's axis; a logarithmic one is marked at round numbers around the values that are drawn.
    /// </summary>
    public static Dictionary<string, object?> Measured(Axis axis, params IEnumerable<double> values)
    {
        var json = new Dictionary<string, object?> { ["title"] = Title(Lines(axis.Label, AxisLetters)),
            ["type"] = axis.Logarithmic ? "log" : "linear" };
        if (!axis.Logarithmic)
            return json;
        var powers = values.Where(axis.Holds).Select(Math.Log10).ToArray();
        var (first, last) = ((int)Math.Floor(powers.Min()), (int)Math.Ceiling(powers.Max()));
        int[] digits = last - first <= 3 ? [1, 2, 5] : [1];
        var marks = Enumerable.Range(first, last - first + 1).SelectMany(
            power => digits.Select(d => d * Math.Pow(10, power))).ToArray();
        (json["tickvals"], json["ticktext"]) = (
            Drawn(marks), marks.Select(m => Numbers.Text(m, m is >= 1e-4 and < 1e6 ? "#,0.####" : "0e+0")));
        return json;
    }

    /// <summary>An axis of names, which Plotly would otherwise read as numbers or dates where it can.</summary>
    public static Dictionary<string, object?> Named(string title) => new()
    {
        ["title"] = Title(Lines(title, AxisLetters)),
        ["type"] = "category",
        ["showgrid"] = false,
    };

    /// <summary>The same chart with properties of its first trace that the typed calls do not offer.</summary>
    public static GenericChart With(this GenericChart chart, params (string Name, object? Value)[] properties)
    {
        Set(GenericChart.getTraces(chart).Head, properties);
        return chart;
    }

    /// <summary>Words as Plotly shows them, which reads markup in them ("&lt;s&gt;" would vanish).</summary>
    public static string Text(string words) => words
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>The same words in lines of at most this many letters, unless a word is longer.</summary>
    public static string Lines(string words, int letters)
    {
        var lines = new List<string>();
        foreach (var word in words.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= letters)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        }

        return string.Join("<br>", lines.Select(Text));
    }

    /// <summary>Seven figures of each value: more cannot be seen, and would double the page.</summary>
    public static double[] Drawn(IEnumerable<double> values) =>
        [.. values.Select(
        v => double.Parse(v.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];

    /// <summary>The same, with null for what has no place; the typed calls would write "NaN".</summary>
    public static double?[] WithGaps(IEnumerable<double> values) =>
        [.. Drawn(values).Select(v => double.IsFinite(v) ? v : (double?)null)];

    public static T Set<T>(T target, params (string Name, object? Value)[] properties)
        where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in properties)
            target.SetProperty(name, value);
        return target;
    }

    // Without the distance asked for, long names would run into the title beside them.
    private static object Title(string words) => new { text = words, standoff = 12 };

    private static Layout Look()
    {
        const string lines = "rgba(128,128,128,0.3)";
        object axis = new { automargin = true, gridcolor = lines, zerolinecolor = "rgba(128,128,128,0.7)",
            linecolor = lines, exponentformat = "power" };
        return Set(
            new Layout(),
            ("font", new { family = "system-ui, sans-serif", size = 13, color = Palette.Grey }),
            ("colorway", Palette.Colours),
            ("paper_bgcolor", "rgba(0,0,0,0)"),
            ("plot_bgcolor", "rgba(0,0,0,0)"),
            ("margin", new { l = 60, r = 20, t = 30, b = 50 }),
            ("legend", new { orientation = "h", x = 0, y = 1.02, yanchor = "bottom" }),
            ("modebar", new { bgcolor = "rgba(0,0,0,0)", color = Palette.Grey, activecolor = Palette.Blue,
                remove = new[] { "select2d", "lasso2d", "autoScale2d" } }),
            ("bargap", 0.3),
            ("hovermode", "closest"),
            ("xaxis", axis),
            ("yaxis", axis));
    }
}
