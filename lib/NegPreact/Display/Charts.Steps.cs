namespace NegPreact;

public static partial class Charts
{
    private const double TickDistance = 0.18; // powers of ten between two marks that can both be read

    /// <summary>
    /// How values change during training. Most happens early, so the step's axis is logarithmic; it is drawn at step +
    /// 1, so that step 0 has a place too.
    /// </summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="series">The lines; a point's horizontal place is its step.</param>
    /// <param name="alternativeText">
    /// For readers who cannot see the chart; null: a sentence made of the axis and lines.
    /// </param>
    /// <exception cref="NegPreactException">No point has a place on the axes, or a step is below 0.</exception>
    public static Figure OverSteps(
        string title, Axis y, IReadOnlyList<LineSeries> series, string? alternativeText = null)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(series);
        var all = series.SelectMany(s => s.Points).ToArray();
        Need(title, "point", all.Length);
        if (all.FirstOrDefault(p => p.X < 0) is { } below)
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": there is no step {below.X}; steps are counted from 0.");
        var notes = NotDrawn(title, all.Count(p => !y.Holds(p.Y)), all.Length, "point", y).Concat(
            Levels("Bands", all.Select(p => p.Interval)));
        var drawn = series.Select(s => s.Points.OrderBy(p => p.X).Select(p => p with { X = p.X + 1 }).ToArray())
            .ToArray();
        var bands = drawn.SelectMany((points, i) => Runs(points, y).Select(run => Band(run, i)));
        var lines = drawn.Select((points, i) => Line(points, y, series[i].Name, i, series.Count).With(
            ("text", points.Select(p => Numbers.Count((long)p.X - 1)).ToArray()),
            ("hovertemplate", "step %{text}: %{y:.4g}")));
        return new Figure(
            title,
            alternativeText ?? $"Line chart of {y.Label} over the steps of training: "
                + $"{Listed([.. series.Select(s => s.Name)])}.",
            PlotlyChart.Json(bands.Concat(lines), StepAxis([.. all.Select(p => p.X).Distinct().Order()]),
                PlotlyChart.Measured(y, all.Select(p => p.Y))),
            LinesTable(title, new Axis("step"), y, series),
            [.. notes]);
    }

    // Marks stand at measured steps, as many as can be read, the last one always.
    private static Dictionary<string, object?> StepAxis(double[] steps)
    {
        var marked = new List<double>();
        foreach (var step in steps.Reverse())
            if (marked.Count == 0 || Math.Log10(marked[^1] + 1) - Math.Log10(step + 1) >= TickDistance)
                marked.Add(step);
        var axis = PlotlyChart.Measured(new Axis("training step (logarithmic)"));
        (axis["type"], axis["tickvals"], axis["ticktext"]) = (
            "log", PlotlyChart.Drawn(marked.Select(s => s + 1)), marked.Select(s => Numbers.Count((long)s)).ToArray());
        return axis;
    }
}
