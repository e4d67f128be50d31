using System.Text.RegularExpressions;

namespace NegPreact.Tests.Figures;

public class HeatStripTests
{
    private static readonly string[] Tokens = ["The", " cat", " "];

    [Fact]
    public void The_page_and_the_text_stay_as_they_are()
    {
        var strip = new HeatStrip("Surprisal", Tokens,
            [new StripRow("before", "bits", [null, 4, 8]), new StripRow("added", "bits", [0, 1, -2], IsChange: true)]);
        Snapshot.Matches(strip.ToHtml(), "strip.html");
        Snapshot.Matches(strip.ToString(), "strip.txt");
    }

    [Fact]
    public void The_shade_grows_with_the_size_and_its_colour_tells_the_sign()
    {
        var html = new HeatStrip("Change", ["a", "b", "c"], [new StripRow("change", "", [1, -2, 4], IsChange: true)])
            .ToHtml();
        var shades = Regex.Matches(html, @"rgba\((\d+,\d+,\d+),([\d.]+)\)").Select(
            m => (Colour: m.Groups[1].Value, Strength: double.Parse(m.Groups[2].Value))).ToList();
        Assert.Equal(3, shades.Count);
        Assert.True(shades[0].Strength < shades[1].Strength && shades[1].Strength < shades[2].Strength);
        Assert.Equal(shades[0].Colour, shades[2].Colour);
        Assert.NotEqual(shades[0].Colour, shades[1].Colour);
    }

    [Fact]
    public void Words_of_a_sentence_are_no_markup() =>
        Assert.DoesNotContain(
        "<script", new HeatStrip("<script>", ["<script>"], [new StripRow("<script>", "<script>", [1])]).ToHtml());

    [Fact]
    public void A_strip_without_tokens_or_with_values_for_others_is_refused()
    {
        Assert.Contains("0 tokens", Assert.Throws<NegPreactException>(
            () => new HeatStrip("S", [], [new StripRow("r", "", [])])).Message);
        Assert.Contains("\"r\" has 1 values for 3 tokens",
            Assert.Throws<NegPreactException>(() => new HeatStrip("S", Tokens, [new StripRow("r", "", [1])])).Message);
    }
}
