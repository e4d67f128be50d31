namespace NegPreact.Tests.Figures;

public class MarkedHistogramTests
{
    private static readonly NeuronHistogram Neuron = NeuronHistogram.Of(
        "neuron", [.. Enumerable.Range(-50, 101).Select(i => i / 10f)]);

    [Fact]
    public void Pairs_are_drawn_at_their_places_in_sigma_and_listed_with_their_values()
    {
        var figure = Charts.MarkedHistogram(
            "pairs", Neuron, [new MarkedPair("the", -Neuron.StandardDeviation, "<of>", 2 * Neuron.StandardDeviation)]);
        using var json = System.Text.Json.JsonDocument.Parse(figure.Json);
        var line = json.RootElement.GetProperty("data").EnumerateArray().Last();
        Assert.Equal([-1.0, 2.0], line.GetProperty("x").EnumerateArray().Select(v => Math.Round(v.GetDouble(), 5)));
        Assert.All(line.GetProperty("y").EnumerateArray(), y => Assert.True(y.GetDouble() < 0));
        Assert.Equal(["the", "&lt;of&gt;"], line.GetProperty("text").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(["the", -Neuron.StandardDeviation, "<of>", 2 * Neuron.StandardDeviation],
            Assert.Single(figure.Numbers.Rows));
    }

    [Fact]
    public void No_pair_and_too_many_are_refused()
    {
        Assert.Throws<NegPreactException>(() => Charts.MarkedHistogram("pairs", Neuron, []));
        Assert.Throws<NegPreactException>(
            () => Charts.MarkedHistogram("pairs", Neuron, [.. Enumerable.Repeat(new MarkedPair("a", 0, "b", 1), 21)]));
    }
}
