using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Export;

public class HtmlExportTests
{
    private const string Dib =
        """
        #!markdown
        # Do *negative* numbers matter & why?

        | a | b |
        |---|---|
        | 1 | 2 |

        With $a_1 < b_1$ and [next](02-next.dib), ![chart](chart.png), ![far](https://example.org/x.png).

        $$
        w_1 < w_2
        $$
        #!csharp
        var text = "<b>"; // a < b
        #!csharp
        throw null;
        #!csharp
        1
        """;

    [Fact]
    public void A_page_is_one_valid_file_with_title_language_and_anchors()
    {
        var (page, html) = Export(
            Dib, [new StreamOutput(false, "x < y\n"), Runs.Html("<em>rich</em>"), Runs.Plain("<plain>")]);

        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.Equal("Do negative numbers matter & why?", page.Title);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("UTF-8", page.CharacterSet, ignoreCase: true);
        Assert.Equal("content", page.QuerySelector("a.skip")?.GetAttribute("href")?.TrimStart('#'));
        Assert.Equal("main", page.GetElementById("content")?.LocalName);
        Assert.Equal(["cell-1", "cell-2", "cell-3", "cell-4"],
            page.QuerySelectorAll("main > section").Select(section => section.Id));
        Assert.Equal("index.html", page.QuerySelector("nav a")?.GetAttribute("href"));
        Assert.Contains("3 min 5 s", page.QuerySelector(".facts")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("Cell 2 · 1.3 s", page.QuerySelector("#cell-2 summary")?.TextContent);
        Assert.True(((IHtmlElement)page.QuerySelector("#cell-2 details")!).HasAttribute("open"));
    }

    [Fact]
    public void Raw_HTML_and_links_that_are_programs_are_dropped_from_prose()
    {
        var (page, html) = Export(
            """
            #!markdown
            # A <script>alert(1)</script>title

            <img src=x onerror=alert(2)>

            <script>alert(3)</script>

            [one](javascript:alert(4)) [two](JAVA&#115;cript:alert(5)) [three]( &#1;javascript:alert(6)) <vbscript:x>
            [four](data:text/html,x) [five](file:///etc/passwd) ![six](javascript:alert(7))
            [good](https://example.org) [next](01-next.dib) [mail](mailto:a@example.org) [here](#cell-1)
            """, []);
        var prose = page.QuerySelector(".prose")!;
        Assert.Empty(prose.QuerySelectorAll("script, img"));
        Assert.DoesNotContain("alert(1)</script>", html, StringComparison.Ordinal);
        Assert.Equal(["https://example.org", "01-next.html", "mailto:a@example.org", "#cell-1"],
            prose.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        foreach (var text in new[] { "one", "two", "three", "four", "five", "six" })
            Assert.Contains(text, prose.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Prose_that_is_nested_too_deeply_is_refused_before_the_notebook_runs() =>
        Assert.Contains("nested too deeply", Assert.Throws<NotebookException>(
            () => Prose.Check(DibNotebook.Parse("#!markdown\n" + new string('>', 5000) + " deep", "deep.dib"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Outputs_are_shown_rich_as_they_are_and_plain_escaped()
    {
        var (page, _) = Export(
            Dib, [new StreamOutput(false, "x < y\n"), new StreamOutput(true, "warn"), Runs.Html("<em>rich</em>"),
            Runs.Plain("<plain>")]);

        var shown = page.QuerySelectorAll("#cell-2 .output");
        Assert.Equal(["x < y\n", "warn", "rich", "<plain>"], shown.Select(output => output.TextContent));
        Assert.Equal(["output", "output error", "output", "output"], shown.Select(output => output.ClassName));
        Assert.NotNull(shown[2].QuerySelector("em"));
        Assert.Equal("var text = \"<b>\"; // a < b", page.QuerySelector("#cell-2 code")?.TextContent);
    }

    [Fact]
    public void A_failure_is_told_at_the_top_and_in_its_cell()
    {
        var (page, _) = Export(Dib, [], [new ErrorOutput("X", "a < b", 17, ["at Half in x.dib, line 3"])]);

        Assert.Equal("Cell 3 failed: a < b", page.QuerySelector(".failure")?.TextContent);
        Assert.Equal("#cell-3", page.QuerySelector(".failure a")?.GetAttribute("href"));
        Assert.Equal("Line 17: a < b\n  at Half in x.dib, line 3",
            page.QuerySelector("#cell-3 .output.error")?.TextContent);
        Assert.Equal("Cell 4 · not run", page.QuerySelector("#cell-4 summary")?.TextContent);
    }

    [Fact]
    public void Prose_has_tables_and_formulas_as_typed()
    {
        var (page, _) = Export(Dib);

        Assert.Equal(["1", "2"], page.QuerySelectorAll("#cell-1 td").Select(cell => cell.TextContent));
        Assert.Equal("a_1 < b_1", page.QuerySelector("#cell-1 code.formula")?.TextContent);
        Assert.Equal("w_1 < w_2\n", page.QuerySelector("#cell-1 pre.formula")?.TextContent);
        Assert.Equal("02-next.html", page.QuerySelector("#cell-1 a")?.GetAttribute("href"));
    }

    [Fact]
    public void Nothing_is_fetched_from_elsewhere()
    {
        using var folder = new TemporaryFolder();
        folder.Write("chart.png", "picture");
        var html = HtmlExport.ToHtml(Runs.Of(Path.Combine(folder.Path, "01-x.dib"), Dib));
        var page = new HtmlParser().ParseDocument(html);

        Assert.Equal(["data:image/png;base64,cGljdHVyZQ=="],
            page.QuerySelectorAll("[src]").Select(element => element.GetAttribute("src")));
        Assert.Empty(page.QuerySelectorAll("link, script, iframe, [srcset]"));
        Assert.Equal(["far"], page.QuerySelectorAll("a[href^='http']").Select(link => link.TextContent));
        var style = page.QuerySelector("style")!.TextContent;
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.QuerySelector("meta[http-equiv]")?.GetAttribute("content"),
            StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("nav"));
    }

    [Fact]
    public void Code_is_marked_by_kind()
    {
        var marked = new HtmlParser().ParseDocument(
            CodeHtml.Of("#r \"x.dll\"\nvar s = $\"a{1}\"; // note\nreturn 'c';"))
            .QuerySelectorAll("span").Select(span => (span.ClassName, span.TextContent));

        Assert.Equal(
            [
                ("directive", "#r \"x.dll\"\n"), ("keyword", "var"), ("string", "$\""), ("string", "a"),
                ("number", "1"), ("string", "\""),
                ("comment", "// note"), ("keyword", "return"), ("string", "'c'"),
            ],
            marked);
    }

    [Fact]
    public void Marking_never_changes_the_code()
    {
        var piece = Gen.OneOf(
            OneOf("\"", "$\"", "\"\"\"", "@\"", "'", "/*", "*/", "//", "#if X", "#r", "{", "}", "<", ">", "&", "\\",
            "\n", " ", "0x1F", "var x", "await", "é"),
            Gen.Char[' ', '~'].Select(letter => letter.ToString()));
        piece.Array[0, 30].Select(string.Concat).Sample(code =>
        {
            var text = new HtmlParser().ParseDocument("<pre><code>" + CodeHtml.Of(code) + "</code></pre>")
                .QuerySelector("code")!.TextContent;
            Assert.Equal(code, text);
        });
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static (IHtmlDocument Page, string Html) Export(string dib, params IReadOnlyList<CellOutput>[] outputs)
    {
        var html = HtmlExport.ToHtml(Runs.Of("01-x.dib", dib, outputs), "index.html");
        return (new HtmlParser().ParseDocument(html), html);
    }
}
