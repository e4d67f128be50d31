using System.Text.Json;

namespace NegPreact.Tests.Figures;

public class FigureTests
{
    private const string Json = """{"data":[{"text":["</script><b>"]}],"layout":{"height":200}}""";

    private static readonly Table Numbers = new Table("A figure").Column("value").Row(1);

    [Fact]
    public void Html_has_a_described_drawing_and_its_numbers() =>
        Snapshot.Matches(
        new Figure("A <title>", "a \"line\" that rises", Json, Numbers, "A note.").ToHtml(), "figure.html");

    [Fact]
    public void Nothing_in_the_chart_can_end_its_script_and_it_stays_the_same_chart()
    {
        var html = new Figure("t", "a", Json, Numbers).ToHtml();
        var script = html[(html.IndexOf("var chart=", StringComparison.Ordinal) + 10)..html.LastIndexOf(
            "</script>", StringComparison.Ordinal)];
        Assert.DoesNotContain('<', script);
        var written = script[..script.IndexOf(";\n", StringComparison.Ordinal)];
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Json), JsonElement.Parse(written)));
    }

    [Fact]
    public void Text_has_the_title_once_the_numbers_and_the_notes() =>
        Assert.Equal("A figure\nvalue\n-----\n    1\nA note.\n",
        new Figure("A figure", "a", Json, Numbers, "A note.").ToString());

    [Fact]
    public void Equal_figures_have_equal_names_and_others_have_others()
    {
        string Id(string title, string json) => new Figure(title, "a", json, Numbers).Id;
        Assert.Equal(Id("t", Json), Id("t", Json));
        Assert.NotEqual(Id("t", Json), Id("u", Json));
        Assert.NotEqual(Id("t", Json), Id("t", Json.Replace("200", "201", StringComparison.Ordinal)));
        Assert.Matches("^figure-[0-9a-f]{12}$", Id("t", Json));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":{},"layout":{}}""")]
    [InlineData("""{"data":[],"layout":[]}""")]
    public void What_is_no_chart_is_refused(string json) =>
        Assert.Contains("\"t\"", Assert.Throws<NegPreactException>(() => new Figure("t", "a", json, Numbers)).Message);

    [Fact]
    public void A_figure_needs_words_for_those_who_cannot_see_it()
    {
        Assert.Throws<NegPreactException>(() => new Figure("", "a", Json, Numbers));
        Assert.Throws<NegPreactException>(() => new Figure("t", " ", Json, Numbers));
    }
}
