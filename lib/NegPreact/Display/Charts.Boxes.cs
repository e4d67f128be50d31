using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

public static partial class Charts
{
    private const int MostBoxes = 200;

    /// <summary>
    /// Distributions side by side: a box from the lower to the upper quartile with the median across it, whiskers to
    /// the 5 % and 95 % quantiles (linear interpolation), and a dot for each value beyond them.
    /// </summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="of">What the groups' names are ("layer").</param>
    /// <param name="value">The axis of the values.</param>
    /// <param name="groups">The groups, from left to right.</param>
    /// <param name="alternativeText">
    /// For readers who cannot see the chart; null: a sentence made of the axis and names.
    /// </param>
    /// <exception cref="NegPreactException">
    /// No value has a place on the axis, two groups share a name, or there are more than 200.
    /// </exception>
    public static Figure BoxByGroup(
        string title, string of, Axis value, IReadOnlyList<ValueGroup> groups, string? alternativeText = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(groups);
        Need(title, "group", groups.Count, MostBoxes);
        NeedDistinct(title, groups.Select(g => g.Name));
        Need(title, "value", groups.Sum(g => g.Values.Count));
        var boxes = groups.Select(g => Box.Of(g, value)).ToArray();
        var notes = NotDrawn(title, boxes.Sum(b => b.Missing), groups.Sum(g => g.Values.Count), "value", value)
            .ToList();
        notes.Add("Boxes: quartiles and median; whiskers: 5 % and 95 % quantiles; dots: the values beyond.");
        var full = boxes.Where(b => b.Sorted.Length > 0).ToArray();
        var shares = Thinning.Shares([.. full.Select(b => b.Beyond.Length)]);
        notes.AddRange(full.SelectMany((b, i) => Thinning.Said(b.Name, shares[i], b.Beyond.Length, "dot")));

        var beyond = full.SelectMany((b, i) => Thinning.Evenly(b.Beyond, shares[i]).Select(v => (b.Name, Value: v)))
            .ToArray();
        var named = PlotlyChart.Named(of);
        named["categoryorder"] = "array";
        named["categoryarray"] = groups.Select(g => PlotlyChart.Text(g.Name));
        return new Figure(
            title,
            alternativeText ?? $"Box plots of {value.Label} by {of}: {Listed([.. groups.Select(g => g.Name)])}.",
            PlotlyChart.Json(
                [Boxes(full), Dots(beyond)], named, PlotlyChart.Measured(value, full.SelectMany(b => b.Sorted))),
            BoxTable(title, of, value, boxes),
            notes);
    }

    private static GenericChart Boxes(Box[] boxes) => GenericChart.ofTraceObject(false, PlotlyChart.Set(
        new Trace("box"),
        ("x", boxes.Select(b => PlotlyChart.Text(b.Name)).ToArray()),
        ("lowerfence", PlotlyChart.Drawn(boxes.Select(b => b.At(5)))),
        ("q1", PlotlyChart.Drawn(boxes.Select(b => b.At(25)))),
        ("median", PlotlyChart.Drawn(boxes.Select(b => b.At(50)))),
        ("q3", PlotlyChart.Drawn(boxes.Select(b => b.At(75)))),
        ("upperfence", PlotlyChart.Drawn(boxes.Select(b => b.At(95)))),
        ("marker", new { color = Palette.Blue }),
        ("showlegend", false)));

    private static GenericChart Dots((string Name, double Value)[] dots) => Chart.Point<string, double, string>(
        dots.Select(d => PlotlyChart.Text(d.Name)).ToArray(),
        PlotlyChart.Drawn(dots.Select(d => d.Value)),
        ShowLegend: false,
        Opacity: 0.8).With(("marker", new { color = Palette.Vermillion, size = 4 }));

    private static Table BoxTable(string title, string of, Axis value, Box[] boxes)
    {
        var table = new Table(title).Show(TableRows).Column(of).Column("drawn").Column("not drawn");
        foreach (var heading in (string[])["least", "5 %", "25 %", "median", "75 %", "95 %", "greatest"])
            table.Column(heading, value.Unit);
        foreach (var b in boxes)
            table.Row([b.Name, b.Sorted.Length, b.Missing, .. new[] { 0, 5, 25, 50, 75, 95, 100 }.Select(
                p => b.Sorted.Length == 0 ? (object)new Missing("no values") : b.At(p))]);
        return table;
    }

    private sealed record Box(string Name, double[] Sorted, int Missing)
    {
        public double[] Beyond { get; private init; } = [];

        public static Box Of(ValueGroup group, Axis axis)
        {
            var box = new Box(
                group.Name, [.. group.Values.Where(axis.Holds).Order()], group.Values.Count(v => !axis.Holds(v)));
            return box.Sorted.Length == 0 ? box
                : box with { Beyond = [.. box.Sorted.Where(v => v < box.At(5) || v > box.At(95))] };
        }

        public double At(double percent) => Percentiles.Linear(Sorted, percent);
    }
}
