using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

public static partial class Charts
{
    private const int MostCells = 20_000;

    /// <summary>
    /// A grid of values as colours: from vermillion over white to blue around 0 where there are values on both sides of
    /// it, else from dark to light (Cividis, made for all kinds of colour vision).
    /// </summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="rowsOf">What the rows' names are.</param>
    /// <param name="rows">The rows' names, from top to bottom.</param>
    /// <param name="columnsOf">What the columns' names are.</param>
    /// <param name="columns">The columns' names, from left to right.</param>
    /// <param name="value">What the colours stand for; colours are always linear in it.</param>
    /// <param name="values">
    /// The values, one row per name in <paramref name="rows"/>; a missing one (NaN) stays empty.
    /// </param>
    /// <param name="alternativeText">For readers who cannot see the chart; null: a sentence made of the names.</param>
    /// <exception cref="NegPreactException">
    /// The names do not fit the values or repeat, no value is finite, or there are more than 20,000.
    /// </exception>
    public static Figure Heatmap(
        string title,
        string rowsOf,
        IReadOnlyList<string> rows,
        string columnsOf,
        IReadOnlyList<string> columns,
        Axis value,
        double[,] values,
        string? alternativeText = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(values);
        if (values.GetLength(0) != rows.Count || values.GetLength(1) != columns.Count)
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": {values.GetLength(0)} x {values.GetLength(1)} values do not "
                + $"fit {rows.Count} rows and {columns.Count} columns.");
        NeedDistinct(title, rows);
        NeedDistinct(title, columns);
        Need(title, "cell", values.Length, MostCells);
        var finite = values.Cast<double>().Where(double.IsFinite).ToArray();
        var notes = NotDrawn(title, values.Length - finite.Length, values.Length, "value");
        var diverging = finite.Min() < 0 && finite.Max() > 0;

        var cells = Enumerable.Range(0, rows.Count).Select(
            r => Enumerable.Range(0, columns.Count).Select(c => values[r, c]).ToArray()).ToArray();
        var chart = Chart.Heatmap<double, string, string, string>(
            cells,
            X: columns.Select(PlotlyChart.Text).ToArray(),
            Y: rows.Select(PlotlyChart.Text).ToArray(),
            XGap: 1,
            YGap: 1).With(("z", cells.Select(PlotlyChart.WithGaps).ToArray()), ("colorbar", new { thickness = 14 }));
        chart = diverging
            ? chart.With(("zmid", 0),
                ("colorscale", new object[] { new object[] { 0, Palette.Negative }, new object[] { 0.5, "#F2F2F2" },
                new object[] { 1, Palette.Positive } }))
            : chart.With(("colorscale", "Cividis"));
        var down = PlotlyChart.Named(rowsOf);
        down["autorange"] = "reversed";

        // Over the cells: a title along the scale would be longer than it is.
        object scaleTitle = new { text = $"colour: {PlotlyChart.Text(value.Label)}", showarrow = false, xref = "paper",
            yref = "paper", x = 0, y = 1.01, xanchor = "left", yanchor = "bottom" };
        var table = new Table(title).Show(TableRows).Column(rowsOf);
        foreach (var column in columns)
            table.Column(column, value.Unit);
        for (var r = 0; r < rows.Count; r++)
            table.Row([rows[r], .. Enumerable.Range(0, columns.Count).Select(c => (object)values[r, c])]);
        return new Figure(
            title,
            alternativeText ?? $"Heat map of {value.Label} by {rowsOf} (down: {Listed(rows)}) and {columnsOf} (across: "
            + $"{Listed(columns)}).",
            PlotlyChart.Json([chart], PlotlyChart.Named(columnsOf), down,
            Math.Max(PlotlyChart.Height, 120 + (18 * rows.Count)), ("annotations", new[] { scaleTitle })),
            table,
            [.. notes]);
    }
}
