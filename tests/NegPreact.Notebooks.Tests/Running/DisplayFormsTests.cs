using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Running;

public class DisplayFormsTests
{
    [Fact]
    public void Formatters_are_found_by_the_name_of_the_attribute_also_on_a_base_type()
    {
        foreach (var value in new Figure[] { new("<1>"), new SpecialFigure("<1>") })
        {
            var forms = DisplayForms.Of(value);

            Assert.Equal(["text/html", "text/plain"], forms.Keys);
            Assert.Equal(["<i>&lt;1&gt;</i>", "figure <1>"], forms.Values);
        }
    }

    [Fact]
    public void A_form_asked_for_comes_alone_and_one_not_on_offer_is_refused()
    {
        Assert.Equal(["figure x"], DisplayForms.Of(new Figure("x"), "text/plain").Values);
        Assert.Equal(["text/plain", "text/html"], DisplayForms.Of(new Figure("x"), "text/plain", "text/html").Keys);
        Assert.Contains("offers text/html, text/plain", Assert.Throws<NotebookException>(
            () => DisplayForms.Of(new Figure("x"), "image/png")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_formatter_that_declines_leaves_the_plain_text() =>
        Assert.Equal([KeyValuePair.Create("text/plain", "Figure of nothing")], DisplayForms.Of(new Figure("")));

    [Fact]
    public void A_source_without_its_members_is_named()
    {
        var message = Assert.Throws<NotebookException>(() => DisplayForms.Of(new Half())).Message;

        Assert.Contains("EmptySource", message, StringComparison.Ordinal);
        Assert.Contains("CreateTypeFormatters()", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "<null>")]
    [InlineData("a <b>\n", "a <b>\n")]
    [InlineData(1.5, "1.5")]
    [InlineData(true, "True")]
    [InlineData(new[] { 1, 2 }, "[1, 2]")]
    [InlineData(new[] { "a", null }, "[a, <null>]")]
    public void Plain_values_are_plain_text(object? value, string text) =>
        Assert.Equal([KeyValuePair.Create("text/plain", text)], DisplayForms.Of(value));

    [Fact]
    public void Long_or_endless_or_nested_sequences_are_cut()
    {
        static IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++)
                yield return i;
        }

        Assert.Equal($"[{string.Join(", ", Enumerable.Range(0, 20))}, …]", DisplayForms.Of(Endless())["text/plain"]);
        Assert.Equal($"[{string.Join(", ", Enumerable.Range(0, 20))}]",
            DisplayForms.Of(Enumerable.Range(0, 20))["text/plain"]);
        var knot = new List<object>();
        knot.Add(knot);
        Assert.StartsWith("[[[", DisplayForms.Of(knot)["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_become_a_table_and_text()
    {
        const string table =
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>&lt;x&gt;</td></tr></tbody></table>";

        Assert.Equal(table, DisplayForms.Of(new[] { new { A = 1, B = "<x>" } })["text/html"]);
        Assert.Equal(table, DisplayForms.Of(new[] { new Row(1, "<x>") })["text/html"]);
        Assert.Equal(table, DisplayForms.Of(new[] { new StructRow(1, "<x>") })["text/html"]);
        Assert.Equal("[{ A = 1 }]", DisplayForms.Of(new[] { new { A = 1 } })["text/plain"]);
        Assert.Contains("<td>k</td><td>[1]</td>",
            DisplayForms.Of(new Dictionary<string, int[]> { ["k"] = [1] })["text/html"], StringComparison.Ordinal);
        Assert.EndsWith("<p>… and more</p>",
            DisplayForms.Of(Enumerable.Range(0, 21).Select(i => new { i }))["text/html"], StringComparison.Ordinal);
        Assert.DoesNotContain("text/html", DisplayForms.Of(new object[] { new { A = 1 }, new Row(1, "") }).Keys);
    }

    private sealed record Row(int A, string B);

    private readonly record struct StructRow(int A, string B);

    [TypeFormatterSource(typeof(FigureSource), PreferredMimeTypes = ["text/html"])]
    private class Figure(string name)
    {
        public string Name => name;

        public override string ToString() => "Figure of " + (name.Length > 0 ? name : "nothing");
    }

    private sealed class SpecialFigure(string name) : Figure(name);

    [TypeFormatterSource(typeof(EmptySource))]
    private sealed class Half;

    private sealed class EmptySource;

    private sealed class FigureSource
    {
        public IEnumerable<object> CreateTypeFormatters()
        {
            yield return new Formatter("text/plain", figure => "figure " + figure.Name);
            yield return new Formatter(
                "text/html", figure => $"<i>{System.Net.WebUtility.HtmlEncode(figure.Name)}</i>");
        }
    }

    private sealed class Formatter(string mimeType, Func<Figure, string> text)
    {
        public string MimeType => mimeType;

        public bool Format(object value, TextWriter writer)
        {
            if (value is not Figure { Name.Length: > 0 } figure)
                return false;
            writer.Write(text(figure));
            return true;
        }
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type source) : Attribute
    {
        public Type FormatterSourceType => source;

        public string[]? PreferredMimeTypes { get; set; }
    }
}
