using System.Globalization;
using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

public static partial class Charts
{
    private const int MostMarked = 20;

    /// <summary>
    /// One neuron's pre-activations against N(0,1), and beneath them some pairs of tokens, each a line between the
    /// places of its two pre-activations.
    /// </summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="pairs">Up to 20 pairs, the first on top.</param>
    /// <param name="alternativeText">
    /// For readers who cannot see the chart; null: a sentence made of the neuron and the number of pairs.
    /// </param>
    /// <exception cref="NegPreactException">There is no pair, or more than 20.</exception>
    public static Figure MarkedHistogram(
        string title, NeuronHistogram neuron, IReadOnlyList<MarkedPair> pairs, string? alternativeText = null)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        ArgumentNullException.ThrowIfNull(pairs);
        Need(title, "pair", pairs.Count, MostMarked);
        var highest = neuron.Bins.Max(b => b.Density);
        var step = highest / 12;
        var mark = double.Parse(
            (highest / 3).ToString("G1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var lines = pairs.Select((pair, i) => Chart.Line<double, double, string>(
            PlotlyChart.Drawn([Place(pair.First), Place(pair.Second)]),
            PlotlyChart.Drawn([-step * (i + 1), -step * (i + 1)]),
            ShowMarkers: true,
            Name: "pairs of tokens",
            ShowLegend: i == 0,
            MultiText: new[] { PlotlyChart.Text(pair.FirstText), PlotlyChart.Text(pair.SecondText) },
            LineColor: Palette.Colour(2))
            .With(("hovertemplate", "%{text}: %{x:.2f} sigma"), ("legendgroup", "pairs"),
            ("mode", "lines+markers+text"), ("textposition", new[] { "middle left", "middle right" }),
            ("textfont", new { size = 10 })));
        var table = new Table(title).Show(MostMarked).Column("one token").Column("pre-activation", format: "0.000")
            .Column("other token").Column("pre-activation ", format: "0.000")
            .Note($"{neuron.Name}: mean {Numbers.Text(neuron.Mean)}, sigma {Numbers.Text(neuron.StandardDeviation)}, "
                + $"{Numbers.Percent(neuron.NegativeShare)} of {Numbers.Count(neuron.Tokens)} tokens negative.");
        foreach (var pair in pairs)
            table.Row(pair.FirstText, pair.First, pair.SecondText, pair.Second);
        return new Figure(
            title,
            alternativeText ?? $"Histogram of the pre-activations of {neuron.Name}, with "
            + $"{Numbers.Count(pairs.Count, "pair")} of tokens drawn beneath it as lines between their two values.",
            PlotlyChart.Json(
                Chart.Combine([Histogram(neuron, []), .. lines]),
                [
                    ("barmode", "overlay"), ("bargap", 0),
                    ("xaxis", PlotlyChart.Measured(new Axis("pre-activation", "sigma"))),
                    ("yaxis", new Dictionary<string, object?>(
                        PlotlyChart.Measured(new Axis("density", "per sigma"))) { ["tickvals"] = PlotlyChart.Drawn(
                        [0, mark, 2 * mark, 3 * mark]) }),
                ],
                PlotlyChart.Height + (14 * pairs.Count)),
            table,
            [.. neuron.BeyondShare > 0
            ? [$"{Numbers.Percent(neuron.BeyondShare)} of the tokens lie further than {NeuronHistogram.Range} sigma "
            + "from the mean and have no bar."] : Array.Empty<string>()]);

        double Place(double value) => (value - neuron.Mean) / neuron.StandardDeviation;
    }
}
