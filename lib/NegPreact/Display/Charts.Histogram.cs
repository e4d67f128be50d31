using MathNet.Numerics.Distributions;
using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace NegPreact;

public static partial class Charts
{
    private const int MostNeurons = 12;
    private const int Across = 3;
    private const int TitleLetters = 22; // of which three fit beside each other in a narrow window

    private static readonly double[] CurvePlaces = [.. Enumerable.Range(-40, 81).Select(i => i / 10.0)];

    /// <summary>
    /// Pre-activations against the Gaussian that they would follow if the neuron were ordinary: one small chart per
    /// neuron, the part below 0 in another colour, the curve of N(0,1) over it.
    /// </summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="neurons">Up to 12 neurons, in reading order.</param>
    /// <param name="alternativeText">
    /// For readers who cannot see the chart; null: a sentence made of the neurons' names.
    /// </param>
    /// <exception cref="NegPreactException">There is no neuron, more than 12, or a name repeats.</exception>
    public static Figure HistogramAgainstGaussian(
        string title, IReadOnlyList<NeuronHistogram> neurons, string? alternativeText = null)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        Need(title, "neuron", neurons.Count, MostNeurons);
        NeedDistinct(title, neurons.Select(n => n.Name));
        var across = Math.Min(Across, neurons.Count);
        var down = (neurons.Count + across - 1) / across;
        var named = new HashSet<string>();
        var chart = Chart.Grid(
            neurons.Select(n => Histogram(n, named)),
            down,
            across,
            SubPlotTitles: neurons.Select(n => PlotlyChart.Lines(n.Name, TitleLetters)).ToArray(),
            SubPlotTitleFont: PlotlyChart.Set(new Font(), ("size", 13)),
            YGap: 0.3);
        var beyond = neurons.Where(n => n.BeyondShare > 0).Select(n =>
            $"{n.Name}: {Numbers.Percent(n.BeyondShare)} of the tokens lie further than {NeuronHistogram.Range} sigma "
            + "from the mean and are not drawn.");
        return new Figure(
            title,
            alternativeText ?? $"Histograms of the pre-activations of {Listed([.. neurons.Select(n => n.Name)])}, in "
                + "sigma from the mean, each with the density of N(0,1).",
            PlotlyChart.Json(chart, HistogramLayout(neurons.Count, across), 130 + (250 * down)),
            HistogramTable(title, neurons),
            [.. beyond, .. neurons.Count > 1 ? ["Vertical scales differ from neuron to neuron."]
                : Array.Empty<string>()]);
    }

    /// <summary>One neuron's chart; what is drawn for the first time is named in the legend.</summary>
    private static GenericChart Histogram(NeuronHistogram neuron, HashSet<string> named)
    {
        // A bin's middle lies half a width from 0 at the least, so that its side is safe from rounding.
        var sides = neuron.Bins.ToLookup(b => (b.Low + b.High) / 2 < neuron.Zero);
        var curve = Chart.Line<double, double, string>(
            PlotlyChart.Drawn(CurvePlaces),
            PlotlyChart.Drawn(CurvePlaces.Select(x => Normal.PDF(0, 1, x))),
            Name: "N(0,1)",
            ShowLegend: named.Add("curve"),
            LineColor: Color.fromString(Palette.Grey),
            LineDash: StyleParam.DrawingStyle.Dash).With(("legendgroup", "curve"));
        return Chart.Combine(
            [.. sides.OrderByDescending(s => s.Key).Select(
            s => s.Key ? Side("negative", Palette.Negative, s) : Side("positive", Palette.Positive, s)), curve]);

        GenericChart Side(string name, string colour, IEnumerable<HistogramBin> bins) =>
            Chart.Column<double, double, string>(
            PlotlyChart.Drawn(bins.Select(b => b.Density)),
            Keys: PlotlyChart.Drawn(bins.Select(b => (b.Low + b.High) / 2)),
            Name: $"{name} pre-activation",
            ShowLegend: named.Add(name),
            Opacity: 0.8, // the page shines through, light or dark, so that the curve is seen on the bars too
            MarkerColor: Color.fromString(colour)).With(
                ("width", PlotlyChart.Drawn(bins.Select(b => b.High - b.Low))),
                ("legendgroup", name),
                ("hovertemplate", "%{x:.2f} sigma: %{y:.3g} per sigma"));
    }

    private static IEnumerable<(string Name, object? Value)> HistogramLayout(int neurons, int across)
    {
        yield return ("barmode", "overlay");
        yield return ("bargap", 0);
        yield return ("legend", new { orientation = "h", x = 0, y = 1, yanchor = "top", yref = "container" });
        yield return ("margin", new { t = 84 });
        for (var i = 0; i < neurons; i++)
        {
            var suffix = i == 0 ? "" : $"{i + 1}";
            var (lowest, first) = (i + across >= neurons, i % across == 0);
            yield return ($"xaxis{suffix}", PlotlyChart.Measured(
                new Axis(lowest ? "pre-activation" : "", lowest ? "sigma" : "")));
            yield return ($"yaxis{suffix}", PlotlyChart.Measured(
                new Axis(first ? "density" : "", first ? "per sigma" : "")));
        }
    }

    private static Table HistogramTable(string title, IReadOnlyList<NeuronHistogram> neurons)
    {
        var table = new Table(title).Show(TableRows).Note(
            "The columns headed by percentages are quantiles, in sigma from the mean.")
            .Column("neuron").Column("tokens").Column("mean").Column("sigma").Column("negative", "%", "0.0");
        foreach (var percent in NeuronHistogram.QuantilePercents)
            table.Column($"{percent} %", "sigma", "0.00");
        foreach (var n in neurons)
            table.Row([n.Name, n.Tokens, n.Mean, n.StandardDeviation, n.NegativeShare * 100,
                .. n.Quantiles.Select(q => (object)q)]);
        return table.Row(
            ["N(0,1)", "", 0.0, 1.0, 50.0, .. NeuronHistogram.QuantilePercents.Select(
            p => (object)Normal.InvCDF(0, 1, p / 100))]);
    }
}
