using System.Text.RegularExpressions;

namespace NegPreact.Tests.Figures;

public partial class NotebookTests
{
    [Fact]
    public void The_first_cell_brings_plotly_once_and_a_line_on_what_runs()
    {
        var start = Notebook.Start();
        var html = start.ToHtml();
        Assert.Single(PlotlyBanner().Matches(html));
        Assert.Single(Regex.Matches(html, "</script"));
        Assert.Contains("if(window.Plotly)return;var define,module,exports;", html);
        Assert.Contains(Stylesheet.Css, html);
        Assert.EndsWith($"<p>{start.Status}</p>", html);
        Assert.Matches(
            @"^NegPreact \d+\.\d+\.\d+, \.NET 10\..*, (libtorch as shipped.*|loaded by TorchSharp), [\d,]+ threads?\.$",
            start.ToString());
    }

    [Fact]
    public void No_page_asks_the_network_for_anything()
    {
        var html = Charts.Scatter("t", new Axis("x"), new Axis("y"), [new(1, 2)]).ToHtml() + Stylesheet.Css;
        Assert.DoesNotContain("http", html);
        Assert.DoesNotContain("src=", html);
    }

    [Theory]
    [InlineData("a='</script>'", "a='<\\/script>'")]
    [InlineData("a='</SCRIPT >'", "a='<\\/script >'")]
    [InlineData("a='<!--<script>'", "a='<\\!--<script>'")]
    [InlineData("a<b", "a<b")]
    public void Code_cannot_end_its_script_element(string code, string safe) =>
        Assert.Equal(safe, PlotlyLibrary.InScript(code));

    [GeneratedRegex(@"plotly\.js v2\.28\.0")]
    private static partial Regex PlotlyBanner();
}
