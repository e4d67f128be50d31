using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

public static partial class Charts
{
    private const int MostSeries = 6;
    private const int MostRows = 120;

    /// <summary>Estimates beneath each other, each a mark on a line as wide as its interval, with 0 in sight.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="of">What the names are ("phenomenon").</param>
    /// <param name="value">The horizontal axis.</param>
    /// <param name="rows">The estimates, in reading order.</param>
    /// <param name="alternativeText">
    /// For readers who cannot see the chart; null: a sentence made of the axis and names.
    /// </param>
    /// <param name="threshold">
    /// A value other than 0 with which the estimates are compared; it gets a dashed line.
    /// </param>
    /// <exception cref="NegPreactException">
    /// There is nothing to draw, a name repeats within a series, there are more than 6 series or 120 names, or the axis
    /// is logarithmic.
    /// </exception>
    public static Figure Forest(string title, string of, Axis value, IReadOnlyList<ForestRow> rows,
        string? alternativeText = null, double threshold = 0)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(rows);
        Need(title, "estimate", rows.Count);
        NeedDistinct(title, rows.Select(r => r.Series.Length == 0 ? r.Name : $"{r.Name}, {r.Series}"));
        string[] names = [.. rows.Select(r => r.Name).Distinct()], series = [.. rows.Select(r => r.Series).Distinct()];
        Need(title, "name", names.Length, MostRows);
        Need(title, "colour", series.Length, MostSeries);
        if (value.Logarithmic)
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": a forest plot keeps 0 in sight, which a logarithmic axis does "
                + "not have; use a linear one.");
        var notes = NotDrawn(title, rows.Count(r => !value.Holds(r.Estimate.Value)), rows.Count, "estimate");
        var traces = series.Select((name, i) => Marks([.. rows.Where(r => r.Series == name)], names, i, series.Length)
            .With(("showlegend", series.Length > 1)));

        var measured = PlotlyChart.Measured(value);
        measured["rangemode"] = "tozero";
        // Places are numbers, so that series of one name can stand beside their row's middle.
        var places = new Dictionary<string, object?>
        {
            ["type"] = "linear",
            ["range"] = new[] { names.Length - 0.5, -0.5 },
            ["tickvals"] = Enumerable.Range(0, names.Length),
            ["ticktext"] = names.Select(PlotlyChart.Text),
            ["showgrid"] = false,
            ["zeroline"] = false,
        };
        return new Figure(
            title,
            alternativeText ?? $"Forest plot of {value.Label} by {of}: "
            + $"{Listed(names)}{(series.Length > 1 ? $"; {Listed(series)}" : "")}.",
            PlotlyChart.Json(traces, measured, places,
            Math.Max(PlotlyChart.Height, 120 + (names.Length * (10 + (14 * series.Length)))), Line(threshold)),
            ForestTable(title, of, value, rows),
            [.. notes, .. Levels("Lines", rows.Select(r => r.Estimate.Interval)),
                .. threshold == 0 ? Array.Empty<string>()
                : [$"Dashed: {Numbers.Text(threshold, "0.####")}{(value.Unit.Length == 0 ? "" : " " + value.Unit)}."]]);
    }

    private static IEnumerable<(string Name, object? Value)> Line(double at) => at == 0 ? [] :
        [("shapes", new[] { new { type = "line", x0 = at, x1 = at, yref = "paper", y0 = 0, y1 = 1,
            line = new { dash = "dash", width = 2, color = Palette.Colours[1] } } })];

    private static GenericChart Marks(ForestRow[] rows, string[] names, int group, int groups)
    {
        var shift = groups == 1 ? 0 : 0.6 * ((group / (groups - 1.0)) - 0.5);
        return Chart.Point<double, double, string>(
            [],
            PlotlyChart.Drawn(rows.Select(r => Array.IndexOf(names, r.Name) + shift)),
            Name: PlotlyChart.Text(rows[0].Series),
            MultiText: rows.Select(r => PlotlyChart.Text(r.Name)).ToArray(),
            MarkerColor: Palette.Colour(group),
            MarkerSymbol: Palette.Symbol(group)).With(
                ("x", PlotlyChart.WithGaps(rows.Select(r => r.Estimate.Value))),
                ("hovertemplate", "%{text}: %{x:.4g}"),
                ("error_x", new
                {
                    type = "data",
                    symmetric = false,
                    array = PlotlyChart.WithGaps(rows.Select(r => r.Estimate.Interval.High - r.Estimate.Value)),
                    arrayminus = PlotlyChart.WithGaps(rows.Select(r => r.Estimate.Value - r.Estimate.Interval.Low)),
                    color = Palette.Colours[group],
                    thickness = 2,
                }));
    }

    private static Table ForestTable(string title, string of, Axis value, IReadOnlyList<ForestRow> rows)
    {
        var grouped = rows.Any(r => r.Series.Length > 0);
        var table = new Table(title).Show(MostRows).Column(of);
        if (grouped)
            table.Column("series");
        table.Column(value.Title, value.Unit).Column("interval from", value.Unit).Column("to", value.Unit);
        foreach (var r in rows)
            table.Row([r.Name, .. grouped ? [r.Series] : Array.Empty<object?>(), r.Estimate.Value,
                .. Ends(r.Estimate.Interval)]);
        return table;
    }
}
