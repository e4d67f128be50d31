using CsCheck;

namespace NegPreact.Tests.Figures;

public class HistogramTests
{
    [Fact]
    public void Densities_hold_all_tokens_and_the_edge_at_zero_parts_the_signs() => Gen.Float[-50, 50].Array[2, 300]
        .Where(v => v.Distinct().Count() > 1).Sample(values =>
    {
        var histogram = NeuronHistogram.Of("n", values);
        var held = histogram.Bins.Sum(b => b.Density * (b.High - b.Low));
        Assert.Equal(1 - histogram.BeyondShare, held, 9);
        var negative = histogram.Bins.Where(b => (b.Low + b.High) / 2 < histogram.Zero)
            .Sum(b => b.Density * (b.High - b.Low));
        Assert.InRange(histogram.NegativeShare - negative, -1e-9, histogram.BeyondShare + 1e-9);
        Assert.All(histogram.Bins.Zip(histogram.Bins.Skip(1)),
            pair => Assert.Equal(pair.First.High, pair.Second.Low, 9));
        Assert.Equal((double)values.Count(v => v < 0) / values.Length, histogram.NegativeShare, 12);
    });

    [Fact]
    public void Far_tokens_are_counted_not_drawn()
    {
        var histogram = NeuronHistogram.Of(
            "n", [.. Enumerable.Range(0, 999).Select(i => i % 2 == 0 ? 1f : -1f), 1_000f]);
        Assert.Equal(0.001, histogram.BeyondShare, 12);
        Assert.Contains(
            "n: 0.1 % of the tokens lie further than 6 sigma from the mean and are not drawn.",
            Charts.HistogramAgainstGaussian("t", [histogram]).Notes);
    }

    [Fact]
    public void A_neuron_that_cannot_be_measured_in_sigma_is_refused_by_name()
    {
        Assert.Contains("Neuron n is constant (2 on", Assert.Throws<NegPreactException>(
            () => NeuronHistogram.Of("n", [2, 2, 2])).Message);
        Assert.Contains(
            "not finite", Assert.Throws<NegPreactException>(() => NeuronHistogram.Of("n", [2, float.NaN])).Message);
        Assert.Contains("not finite", Assert.Throws<NegPreactException>(
            () => NeuronHistogram.Of("n", [2, float.PositiveInfinity])).Message);
        Assert.Contains(
            "no pre-activations", Assert.Throws<NegPreactException>(() => NeuronHistogram.Of("n", [])).Message);
    }

    [Fact]
    public void Each_side_of_zero_has_its_trace_and_the_legend_names_each_once()
    {
        var chart = ChartTests.Parsed(Charts.HistogramAgainstGaussian("t", [
            NeuronHistogram.Of("positive only", [1, 2, 3]), NeuronHistogram.Of("both <s>", [-1, 2, 3]),
            NeuronHistogram.Of("also both", [-1, 2, 3])]));
        var traces = chart["data"]!.AsArray().Select(
            t => ((string?)t!["name"], (bool?)t["showlegend"], (string?)t["xaxis"])).ToArray();
        Assert.Equal(
            [
                ("positive pre-activation", true, "x"), ("N(0,1)", true, "x"),
                ("negative pre-activation", true, "x2"), ("positive pre-activation", false, "x2"),
                    ("N(0,1)", false, "x2"),
                ("negative pre-activation", false, "x3"), ("positive pre-activation", false, "x3"),
                    ("N(0,1)", false, "x3"),
            ],
            traces);
        Assert.Equal("both &lt;s&gt;", (string?)chart["layout"]!["annotations"]![1]!["text"]);
        Assert.Equal("pre-activation (sigma)", (string?)chart["layout"]!["xaxis3"]!["title"]!["text"]);
    }

    [Fact]
    public void The_numbers_are_each_neuron_s_quantiles_beside_the_Gaussian_s() => Snapshot.Matches(
        Charts.HistogramAgainstGaussian("Two neurons", [
            NeuronHistogram.Of("even", [.. Enumerable.Range(-50, 101).Select(i => i / 10f)]),
            NeuronHistogram.Of("two points", [-1, 1, -1, 1])]).ToString(),
        "histogram.txt");
}
