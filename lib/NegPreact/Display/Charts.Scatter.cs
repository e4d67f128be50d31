using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

public static partial class Charts
{
    /// <summary>
    /// One quantity against another. Above 5,000 points the largest groups are thinned evenly, and a sentence says so.
    /// </summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="points">The points; later groups lie on top.</param>
    /// <param name="alternativeText">
    /// For readers who cannot see the chart; null: a sentence made of the axes and groups.
    /// </param>
    /// <exception cref="NegPreactException">No point has a place on the axes.</exception>
    public static Figure Scatter(
        string title, Axis x, Axis y, IReadOnlyList<ScatterPoint> points, string? alternativeText = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(points);
        Need(title, "point", points.Count);
        var drawable = points.Where(p => x.Holds(p.X) && y.Holds(p.Y)).ToArray();
        var notes = NotDrawn(title, points.Count - drawable.Length, points.Count, "point", x, y).ToList();
        var groups = drawable.GroupBy(p => p.Group).Select(g => g.ToArray()).ToArray();
        var shares = Thinning.Shares([.. groups.Select(g => g.Length)]);
        notes.AddRange(groups.SelectMany((g, i) => Thinning.Said(g[0].Group, shares[i], g.Length)));

        var hover = $"%{{text}}<br>{PlotlyChart.Text(x.Label)}: %{{x:.4g}}<br>{PlotlyChart.Text(y.Label)}: %{{y:.4g}}";
        var traces = groups.Select((group, i) =>
        {
            var drawn = Thinning.Evenly(group, shares[i]);
            return Chart.Point<double, double, string>(
                PlotlyChart.Drawn(drawn.Select(p => p.X)),
                PlotlyChart.Drawn(drawn.Select(p => p.Y)),
                Name: PlotlyChart.Text(group[0].Group),
                ShowLegend: groups.Length > 1,
                Opacity: 0.85,
                MultiText: drawn.Select(p => PlotlyChart.Text(p.Label)).ToArray(),
                MarkerColor: Palette.Colour(i),
                MarkerSymbol: Palette.Symbol(i)).With(("hovertemplate", hover));
        });
        var names = groups.Select(g => g[0].Group).ToArray();
        return new Figure(
            title,
            alternativeText
            ?? $"Scatter plot of {Numbers.Count(drawable.Length, "point")}"
                + $"{(names.Length > 1 ? $" in the groups {Listed(names)}" : "")}: {y.Label} against {x.Label}.",
            PlotlyChart.Json(traces, PlotlyChart.Measured(x, drawable.Select(p => p.X)),
                PlotlyChart.Measured(y, drawable.Select(p => p.Y))),
            ScatterTable(title, x, y, points),
            notes);
    }

    private static Table ScatterTable(string title, Axis x, Axis y, IReadOnlyList<ScatterPoint> points)
    {
        var (labelled, grouped) = (points.Any(p => p.Label.Length > 0), points.Any(p => p.Group.Length > 0));
        var table = new Table(title).Show(TableRows);
        if (labelled)
            table.Column("point");
        if (grouped)
            table.Column("group");
        table.Column(x.Title, x.Unit).Column(y.Title, y.Unit);
        foreach (var p in points)
            table.Row([.. labelled ? [p.Label] : Array.Empty<object?>(),
                .. grouped ? [p.Group] : Array.Empty<object?>(), p.X, p.Y]);
        return table;
    }
}
