using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

public static partial class Charts
{
    /// <summary>
    /// How values follow a dose, a share or a training step, each line with the band of its intervals.
    /// </summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="series">The lines.</param>
    /// <param name="alternativeText">
    /// For readers who cannot see the chart; null: a sentence made of the axes and lines.
    /// </param>
    /// <exception cref="NegPreactException">No point has a place on the axes.</exception>
    public static Figure Lines(
        string title, Axis x, Axis y, IReadOnlyList<LineSeries> series, string? alternativeText = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(series);
        Need(title, "point", series.Sum(s => s.Points.Count));
        var all = series.SelectMany(s => s.Points).ToArray();
        var notes = NotDrawn(title, all.Count(p => !x.Holds(p.X) || !y.Holds(p.Y)), all.Length, "point", x, y).ToList();
        var placed = series.Select(s => s.Points.Where(p => x.Holds(p.X)).OrderBy(p => p.X).ToArray()).ToArray();
        var shares = Thinning.Shares([.. placed.Select(p => p.Length)]);
        notes.AddRange(series.SelectMany((s, i) => Thinning.Said(s.Name, shares[i], placed[i].Length)));
        notes.AddRange(Levels("Bands", all.Select(p => p.Interval)));
        var unbounded = all.Count(p => p.Interval is { } i && !(y.Holds(i.Low) && y.Holds(i.High)));
        if (unbounded > 0)
            notes.Add($"{Numbers.Count(unbounded, "interval")} without a place on the vertical axis "
                + $"{(unbounded == 1 ? "is" : "are")} only in the table.");

        var drawn = placed.Select((points, i) => Thinning.Evenly(points, shares[i])).ToArray();
        var bands = drawn.SelectMany((points, i) => Runs(points, y).Select(run => Band(run, i)));
        var lines = drawn.Select((points, i) => Line(points, y, series[i].Name, i, series.Count));
        return new Figure(
            title,
            alternativeText ?? $"Line chart of {y.Label} against {x.Label}: {Listed([.. series.Select(s => s.Name)])}.",
            PlotlyChart.Json(bands.Concat(lines), PlotlyChart.Measured(x, all.Select(p => p.X)),
                PlotlyChart.Measured(y, all.Select(p => p.Y))),
            LinesTable(title, x, y, series),
            notes);
    }

    private static GenericChart Line(IReadOnlyList<LinePoint> points, Axis y, string name, int group, int groups) =>
        Chart.Line<double, double, string>(
        PlotlyChart.Drawn(points.Select(p => p.X)),
        [],
        ShowMarkers: true,
        Name: PlotlyChart.Text(name),
        ShowLegend: groups > 1,
        MarkerSymbol: Palette.Symbol(group),
        LineColor: Palette.Colour(group),
        LineDash: Palette.Dash(group))
            .With(("y", PlotlyChart.WithGaps(points.Select(p => y.Holds(p.Y) ? p.Y : double.NaN))),
            ("legendgroup", $"{group}"));

    /// <summary>Neighbouring points that all have an interval.</summary>
    private static IEnumerable<List<LinePoint>> Runs(IEnumerable<LinePoint> points, Axis y)
    {
        var run = new List<LinePoint>();
        foreach (var p in points)
        {
            if (p.Interval is { } i && y.Holds(p.Y) && y.Holds(i.Low) && y.Holds(i.High))
            {
                run.Add(p);
                continue;
            }

            if (run.Count > 0)
                yield return run;
            run = [];
        }

        if (run.Count > 0)
            yield return run;
    }

    private static GenericChart Band(List<LinePoint> run, int group)
    {
        var there = run.Select(p => (p.X, Y: p.Interval!.High));
        var back = run.AsEnumerable().Reverse().Select(p => (p.X, Y: p.Interval!.Low));
        var outline = there.Concat(back).ToArray();
        return Chart.Line<double, double, string>(
            PlotlyChart.Drawn(outline.Select(p => p.X)),
            PlotlyChart.Drawn(outline.Select(p => p.Y)),
            ShowLegend: false,
            LineWidth: 0,
            Fill: StyleParam.Fill.ToSelf,
            FillColor: Palette.Faint(group)).With(("legendgroup", $"{group}"), ("hoverinfo", "skip"));
    }

    private static Table LinesTable(string title, Axis x, Axis y, IReadOnlyList<LineSeries> series)
    {
        var ranged = series.Any(s => s.Points.Any(p => p.Interval is not null));
        var table = new Table(title).Show(TableRows).Column("line").Column(x.Title, x.Unit).Column(y.Title, y.Unit);
        if (ranged)
            table.Column("interval from", y.Unit).Column("to", y.Unit);
        foreach (var s in series)
            foreach (var p in s.Points)
                table.Row([s.Name, p.X, p.Y, .. ranged ? Ends(p.Interval) : []]);
        return table;
    }
}
