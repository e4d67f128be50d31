using System.Text.Json;
using System.Text.Json.Nodes;
using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

public static partial class Charts
{
    private const int StepBins = 48;
    private static readonly int[] StepQuantiles = [5, 25, 50, 75, 95];

    /// <summary>
    /// How a distribution changes during training: one histogram per step, on the same axes and bins, the last step
    /// first seen, with a slider and a button to play through the steps. Bars are percentages of each group, so that a
    /// small group can be compared with a large one.
    /// </summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="value">The horizontal axis; it is drawn logarithmic, and bins are equally wide on it.</param>
    /// <param name="groups">The groups' names.</param>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="alternativeText">
    /// For readers who cannot see the chart; null: a sentence made of the axis and groups.
    /// </param>
    /// <exception cref="NegPreactException">
    /// There is no value above 0, or a step has not one list of values per group.
    /// </exception>
    public static Figure HistogramOverSteps(
        string title, Axis value, IReadOnlyList<string> groups, IReadOnlyList<CheckpointDistribution> steps,
        string? alternativeText = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(steps);
        Need(title, "step", steps.Count);
        if (steps.FirstOrDefault(s => s.Groups.Count != groups.Count) is { } other)
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": step {other.Step} has the values of "
                + $"{Numbers.Count(other.Groups.Count, "group")}, but {groups.Count} are named.");
        value = value with { Logarithmic = true };
        var all = steps.SelectMany(s => s.Groups).SelectMany(g => g).ToArray();
        var notes = NotDrawn(title, all.Count(v => !value.Holds(v)), all.Length, "value", value);
        var placed = all.Where(value.Holds).Select(Math.Log10).ToArray();
        var (low, width) = (placed.Min(), Math.Max(placed.Max() - placed.Min(), 1e-9) / StepBins);
        var heights = steps.Select(s => s.Groups.Select(Heights).ToArray()).ToArray();
        var edges = PlotlyChart.Drawn(Enumerable.Range(0, StepBins + 2).Select(i => Math.Pow(10, low + (i * width))));

        var traces = groups.Select((name, g) => Chart.Line<double, double, string>(
            edges, heights[^1][g], Name: PlotlyChart.Text(name), ShowLegend: groups.Count > 1,
            FillColor: Palette.Faint(g)).With(
                ("fill", "tozeroy"),
                ("line", new { color = Palette.Colours[g % Palette.Colours.Length], shape = "hv", width = 2 }),
                ("hovertemplate", "from %{x:.3g}: %{y:.1f} %")));
        var y = PlotlyChart.Measured(new Axis("share of the group", "%"));
        y["range"] = new[] { 0, 1.05 * heights.SelectMany(h => h).Max(h => h.Max()) };
        var x = PlotlyChart.Measured(value, all);
        x["range"] = new[] { low - width, low + ((StepBins + 1) * width) };
        var json = JsonNode.Parse(
            PlotlyChart.Json(traces, x, y, PlotlyChart.Height + 40,
            [("title", StepTitle(steps[^1].Step)), ("margin", new { t = 70 })]))!;
        json["frames"] = JsonSerializer.SerializeToNode(steps.Select((s, i) => new
        {
            name = $"step {Numbers.Count(s.Step)}",
            data = heights[i].Select(h => new { y = h }),
            traces = Enumerable.Range(0, groups.Count),
            layout = new { title = StepTitle(s.Step) },
        }));
        return new Figure(
            title,
            alternativeText ?? $"Histograms of {value.Label} at {Numbers.Count(steps.Count, "step")} of training, one "
            + $"at a time, of {Listed(groups)}.",
            json.ToJsonString(),
            StepsTable(title, value, groups, steps),
            [.. notes, "The slider beneath the chart goes from step to step (with the arrow keys too); the axes stay "
                + "the same."]);

        // One more at the end, where the last bin's line comes down.
        double[] Heights(IReadOnlyList<double> values)
        {
            var counts = new double[StepBins + 2];
            foreach (var v in values.Where(value.Holds))
                counts[Math.Min((int)((Math.Log10(v) - low) / width), StepBins - 1)] += 100.0 / values.Count;
            return PlotlyChart.Drawn(counts);
        }
    }

    private static object StepTitle(long step) =>
        new { text = $"step {Numbers.Count(step)}", x = 0, xref = "paper", font = new { size = 15 } };

    private static Table StepsTable(
        string title, Axis value, IReadOnlyList<string> groups, IReadOnlyList<CheckpointDistribution> steps)
    {
        var table = new Table(title).Show(2 * TableRows).Column("step").Column("group").Column("values");
        foreach (var percent in StepQuantiles)
            table.Column(percent == 50 ? "median" : $"{percent} %", value.Unit);
        foreach (var step in steps)
            for (var g = 0; g < groups.Count; g++)
            {
                double[] sorted = [.. step.Groups[g].Order()];
                table.Row([step.Step, groups[g], sorted.Length, .. StepQuantiles.Select(
                    p => sorted.Length == 0 ? (object)new Missing("no values") : Percentiles.Linear(sorted, p))]);
            }

        return table.Note("Percentages are quantiles.");
    }
}
