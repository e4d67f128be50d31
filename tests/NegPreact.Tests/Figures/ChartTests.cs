using System.Text.Json;
using System.Text.Json.Nodes;

namespace NegPreact.Tests.Figures;

public class ChartTests
{
    private static readonly Axis X = new("dose", "%");
    private static readonly Axis Y = new("rise", "bits");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Scatter()
    {
        var figure = Charts.Scatter(
            "Points <s>", X, Y, [new(1, 2, "token <s>", "a"), new(3, 4, "k", "b"), new(5, double.NaN, "gone", "b")]);
        Matches(figure, "scatter");
        Assert.Equal("Scatter plot of 2 points in the groups a, b: rise (bits) against dose (%).",
            figure.AlternativeText);
    }

    [Fact]
    public void Lines() => Matches(
        Charts.Lines("Doses", X with { Logarithmic = true }, Y, [
            new("top", [new(10, 3, new(2, 4)), new(1, 2, new(1, 3)), new(0, 9), new(100, double.NaN)]),
            new("random", [new(1, 1), new(10, 1)])]),
        "lines");

    [Fact]
    public void Bars() => Matches(
        Charts.Bars("Parts", "part of speech", Y,
        [new("1", 2, new(1, 4), "top"), new("NOUN", double.NaN, null, "top"), new("1", 1, null, "random")]),
        "bars");

    [Fact]
    public void Lying_bars_have_the_first_on_top_and_room_for_each()
    {
        var chart = Parsed(
            Charts.Bars("Many", "name", Y,
            [.. Enumerable.Range(0, 40).Select(i => new Bar($"name {i}", i, new(i, i + 1)))], horizontal: true));
        Assert.Equal("reversed", (string?)chart["layout"]!["yaxis"]!["autorange"]);
        Assert.Equal(840, (int?)chart["layout"]!["height"]);
        Assert.Equal("h", (string?)chart["data"]![0]!["orientation"]);
        Assert.Equal(39, (double?)chart["data"]![0]!["x"]![39]);
        Assert.Equal(1, (double?)chart["data"]![0]!["error_x"]!["array"]![39]);
        Assert.Equal("rise (bits)", (string?)chart["layout"]!["xaxis"]!["title"]!["text"]);
    }

    [Fact]
    public void Forest() => Matches(
        Charts.Forest("Losses", "phenomenon", Y, [
            new("binding", new(2, new(1, 4)), "top"), new("islands", new(-1, new(-2, 0)), "top"),
            new("binding", new(0.5, new(0, 1)), "random"), new("<s>", new(double.NaN, new(0, 1)), "random")]),
        "forest");

    [Fact]
    public void Boxes() => Matches(
        Charts.BoxByGroup("Layers", "layer", Y,
            [new("0", [.. Enumerable.Range(0, 21).Select(i => (double)i)]), new("1", [1, double.NaN, 3]),
            new("2", [double.NaN])]),
        "boxes");

    [Fact]
    public void Heatmap() => Matches(
        Charts.Heatmap("Grid", "phenomenon", ["a", "b"], "layer", ["0", "1"], Y,
        new[,] { { 1, -2 }, { double.NaN, 4 } }),
        "heatmap");

    [Fact]
    public void A_heatmap_of_one_sign_has_a_scale_of_one_direction()
    {
        var trace = Parsed(
            Charts.Heatmap("Grid", "r", ["a"], "c", ["0", "1"], Y, new double[,] { { 1, 2 } }))["data"]![0]!;
        Assert.Equal("Cividis", (string?)trace["colorscale"]);
        Assert.Null(trace["zmid"]);
    }

    [Fact]
    public void Charts_are_small_and_take_the_page_s_width_and_background()
    {
        var chart = Parsed(Charts.Scatter("t", X, Y, [new(1, 2)]));
        Assert.Null(chart["layout"]!["width"]);
        Assert.Equal("rgba(0,0,0,0)", (string?)chart["layout"]!["template"]!["layout"]!["paper_bgcolor"]);
        Assert.InRange(chart.ToJsonString().Length, 1, 2_500);
    }

    [Fact]
    public void Ten_thousand_points_are_thinned_and_the_few_that_matter_are_kept()
    {
        ScatterPoint[] points = [.. Enumerable.Range(0, 10_000).Select(i => new ScatterPoint(i, i, "", "others")),
            .. Enumerable.Range(0, 100).Select(i => new ScatterPoint(i, i, "", "top"))];
        var figure = Charts.Scatter("Many", X, Y, points);
        var data = Parsed(figure)["data"]!;
        Assert.Equal(4_900, data[0]!["x"]!.AsArray().Count);
        Assert.Equal(100, data[1]!["x"]!.AsArray().Count);
        Assert.Equal([0, 9_999], [(double)data[0]!["x"]![0]!, (double)data[0]!["x"]![4_899]!]);
        Assert.Equal(["others: 4,900 of 10,000 points are drawn, evenly spaced in their order."], figure.Notes);
        Assert.Equal(10_100, figure.Numbers.Rows.Count);
    }

    [Fact]
    public void A_logarithmic_axis_leaves_out_what_it_cannot_hold_and_says_so()
    {
        var figure = Charts.Scatter(
            "Log", X with { Logarithmic = true }, Y, [new(0.02, 1), new(0, 1), new(-1, 1), new(300, 1)]);
        var axis = Parsed(figure)["layout"]!["xaxis"]!;
        Assert.Equal(["0.01", "0.1", "1", "10", "100", "1,000"], axis["ticktext"]!.AsArray().Select(t => (string?)t));
        Assert.Equal(["2 of 4 points have no place on the axes (missing, infinite, or not above 0 on a logarithmic "
            + "axis); they are only in the table."], figure.Notes);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_in_words()
    {
        static string Said(Func<Figure> draw) => Assert.Throws<NegPreactException>(draw).Message;
        Assert.Contains("no point", Said(() => Charts.Scatter("t", X, Y, [])));
        Assert.Contains("none has a place", Said(() => Charts.Scatter("t", X, Y, [new(double.NaN, 1)])));
        Assert.Contains(
            "\"a\" occurs more than once", Said(() => Charts.Bars("t", "of", Y, [new("a", 1), new("a", 2)])));
        Assert.Contains(
            "logarithmic", Said(() => Charts.Bars("t", "of", Y with { Logarithmic = true }, [new("a", 1)])));
        static ForestRow Row(string name, string series = "") => new(name, new(1, new(0, 2)), series);
        Assert.Contains("\"a, s\" occurs", Said(() => Charts.Forest("t", "of", Y, [Row("a", "s"), Row("a", "s")])));
        Assert.Contains("7 colours",
            Said(() => Charts.Forest("t", "of", Y, [.. Enumerable.Range(0, 7).Select(i => Row("a", $"{i}"))])));
        Assert.Contains("121 names",
            Said(() => Charts.Forest("t", "of", Y, [.. Enumerable.Range(0, 121).Select(i => Row($"{i}"))])));
        Assert.Contains("logarithmic", Said(() => Charts.Forest("t", "of", Y with { Logarithmic = true }, [Row("a")])));
        Assert.Contains("301 bars",
            Said(() => Charts.Bars("t", "of", Y, [.. Enumerable.Range(0, 301).Select(i => new Bar($"{i}", 1))])));
        Assert.Contains("1 x 2 values do not fit 1 rows and 1 columns",
            Said(() => Charts.Heatmap("t", "r", ["a"], "c", ["b"], Y, new double[1, 2])));
        Assert.Contains("\"a\" occurs", Said(() => Charts.BoxByGroup("t", "of", Y, [new("a", [1]), new("a", [2])])));
    }

    internal static JsonNode Parsed(Figure figure) => JsonNode.Parse(figure.Json)!;

    /// <summary>The chart without its template, which one test reads, with what stands beneath it.</summary>
    internal static void Matches(Figure figure, string name)
    {
        var chart = Parsed(figure);
        Assert.True(chart["layout"]!.AsObject().Remove("template"));
        Snapshot.Matches($"{figure.AlternativeText}\n\n{figure}\n{chart.ToJsonString(Indented)}", $"{name}.txt");
    }
}
