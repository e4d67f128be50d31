using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

public static partial class Charts
{
    private const int MostBars = 300;

    /// <summary>Values side by side, each with its interval.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="of">What the bars' names are ("phenomenon").</param>
    /// <param name="value">The axis along the bars.</param>
    /// <param name="bars">The bars, in reading order.</param>
    /// <param name="horizontal">
    /// Whether they lie, which suits long names; the chart then grows with their number.
    /// </param>
    /// <param name="alternativeText">
    /// For readers who cannot see the chart; null: a sentence made of the axis and names.
    /// </param>
    /// <exception cref="NegPreactException">
    /// There is no bar to draw, a name repeats within a series, there are more than 300 bars, or the axis is
    /// logarithmic.
    /// </exception>
    public static Figure Bars(string title, string of, Axis value, IReadOnlyList<Bar> bars, bool horizontal = false,
        string? alternativeText = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(bars);
        Need(title, "bar", bars.Count, MostBars);
        NeedDistinct(title, bars.Select(b => b.Series.Length == 0 ? b.Name : $"{b.Name}, {b.Series}"));
        if (value.Logarithmic)
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": bars grow from 0, which a logarithmic axis does not have; draw "
                + "lines or boxes, or a linear axis.");
        var notes = NotDrawn(title, bars.Count(b => !value.Holds(b.Value)), bars.Count, "bar");
        var names = bars.Select(b => b.Name).Distinct().ToArray();
        var series = bars.GroupBy(b => b.Series).Select(g => g.ToArray()).ToArray();
        var traces = series.Select((group, i) => Bars(group, i, horizontal).With(("showlegend", series.Length > 1)));

        var named = PlotlyChart.Named(of);
        named["categoryorder"] = "array";
        named["categoryarray"] = names.Select(PlotlyChart.Text);
        if (horizontal)
            named["autorange"] = "reversed"; // the first on top
        var measured = PlotlyChart.Measured(value);
        return new Figure(
            title,
            alternativeText ?? $"Bar chart of {value.Label} by {of}: "
                + $"{Listed(names)}{(series.Length > 1 ? $"; {Listed([.. series.Select(s => s[0].Series)])}" : "")}.",
            horizontal
                ? PlotlyChart.Json(traces, measured, named, Math.Max(PlotlyChart.Height, 120 + (18 * bars.Count)))
                : PlotlyChart.Json(traces, named, measured),
            BarsTable(title, of, value, bars),
            [.. notes, .. Levels("Lines at the bars' ends", bars.Select(b => b.Interval))]);
    }

    private static GenericChart Bars(Bar[] bars, int group, bool horizontal)
    {
        var lengths = PlotlyChart.WithGaps(bars.Select(b => b.Value));
        var keys = bars.Select(b => PlotlyChart.Text(b.Name)).ToArray();
        var name = PlotlyChart.Text(bars[0].Series);
        var chart = horizontal
            ? Chart.Bar<double, string, string>([], Keys: keys, Name: name, MarkerColor: Palette.Colour(group))
            : Chart.Column<double, string, string>([], Keys: keys, Name: name, MarkerColor: Palette.Colour(group));
        chart.With((horizontal ? "x" : "y", lengths));
        return bars.All(b => b.Interval is null) ? chart : chart.With((horizontal ? "error_x" : "error_y", new
        {
            type = "data",
            symmetric = false,
            array = PlotlyChart.WithGaps(bars.Select(b => (b.Interval?.High ?? double.NaN) - b.Value)),
            arrayminus = PlotlyChart.WithGaps(bars.Select(b => b.Value - (b.Interval?.Low ?? double.NaN))),
            color = Palette.Grey,
            thickness = 2,
        }));
    }

    private static Table BarsTable(string title, string of, Axis value, IReadOnlyList<Bar> bars)
    {
        var (grouped, ranged) = (bars.Any(b => b.Series.Length > 0), bars.Any(b => b.Interval is not null));
        var table = new Table(title).Show(TableRows).Column(of);
        if (grouped)
            table.Column("series");
        table.Column(value.Title, value.Unit);
        if (ranged)
            table.Column("interval from", value.Unit).Column("to", value.Unit);
        foreach (var b in bars)
            table.Row([b.Name, .. grouped ? [b.Series] : Array.Empty<object?>(), b.Value,
                .. ranged ? Ends(b.Interval) : []]);
        return table;
    }

    private static object?[] Ends(Interval? interval) => [interval?.Low, interval?.High];
}
