using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;
using NegPreact.Notebooks.Tests.Running;

namespace NegPreact.Notebooks.Tests.Export;

public class NotebookClaimTests
{
    // A type of another library: the runner knows the name of the form and no more.
    internal const string ClaimType = """
        public class Claim(string id) { public string Id => id; }
        [AttributeUsage(AttributeTargets.Class)]
        public class TypeFormatterSourceAttribute : Attribute
        {
            public Type FormatterSourceType => typeof(Source);
            public string[] PreferredMimeTypes => ["text/html", "text/plain", "application/vnd.negpreact.claim+json"];
        }
        public class Source
        {
            public IEnumerable<object> CreateTypeFormatters() =>
                [new Form("text/html", "<p>", "</p>"), new Form("text/plain", "", ""),
                 new Form(
                    "application/vnd.negpreact.claim+json",
                    "{\"id\":\"", "\",\"verdict\":\"Holds\",\"statement\":\"It holds.\"}")];
        }
        public class Form(string mimeType, string before, string after)
        {
            public string MimeType => mimeType;
            public bool Format(object value, System.IO.TextWriter writer)
            {
                writer.Write(before + ((Claim)value).Id + after);
                return true;
            }
        }
        [TypeFormatterSource] public class Shown(string id) : Claim(id);
        """;

    [Fact]
    public async Task A_claim_is_recorded_that_a_cell_displays_or_ends_with()
    {
        var run = await Script.RunAsync(ClaimType, "display(new Shown(\"a\"));\nnew Shown(\"b\")");
        Assert.All(
            run.Cells[1].Outputs.Cast<DisplayOutput>(),
            output => Assert.Equal(["text/html", "text/plain", NotebookClaim.MimeType], output.Data.Keys));
        Assert.Equal([(2, "a", "It holds."), (2, "b", "It holds.")], Found(run));
    }

    [Fact]
    public async Task Of_a_list_of_claims_each_is_shown_and_recorded()
    {
        var run = await Script.RunAsync(
            ClaimType, "Enumerable.Range(1, 25).Select(i => new Shown($\"c{i}\"))",
            "new object[] { new Shown(\"a\"), 1, new Shown(\"b\") }", "new object[] { 1, 2 }", "new Shown[0]");
        var expected = Enumerable.Range(1, 25).Select(i => (2, $"c{i}")).Append((3, "a")).Append((3, "b"));
        Assert.Equal(expected, Found(run).Select(found => (found.Cell, found.Id)));
        var shown = run.Cells.Select(cell => cell.Outputs.OfType<DisplayOutput>().SingleOrDefault()?.Data).ToList();
        Assert.Contains("<p>c24</p><p>c25</p>", shown[1]!["text/html"], StringComparison.Ordinal);
        Assert.Equal("<p>a</p><pre>1</pre><p>b</p>", shown[2]!["text/html"]);
        Assert.All(shown.Skip(3), data => Assert.DoesNotContain(NotebookClaim.MimeType, data!.Keys));
    }

    [Fact]
    public async Task A_claim_stays_that_was_shown_before_the_cell_failed()
    {
        var run = await Script.RunAsync(
            ClaimType, "display(new Shown(\"a\"));\nthrow new Exception(\"boo\");", "new Shown(\"b\")");
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal([(2, "a", "It holds.")], Found(run));
    }

    [Fact]
    public void What_people_read_is_not_searched_for_claims() =>
        Assert.Empty(NotebookClaim.In(Runs.Of(
            "01-x.dib", "#!csharp\n1",
            [Runs.Html("""<p data-claim-id="a" data-claim-verdict="Holds">{"id":"a","verdict":"Holds"}</p>""")])));

    [Theory]
    [InlineData("{")]
    [InlineData("1")]
    [InlineData("[[]]")]
    [InlineData("{\"id\":\"a\"}")]
    [InlineData("{\"id\":\"a\",\"verdict\":null}")]
    [InlineData("[{\"id\":\"a\",\"verdict\":\"Holds\"},{}]")]
    public void What_is_no_claim_is_refused(string json)
    {
        var message = Assert.Throws<NotebookException>(() => NotebookClaim.Parse(json)).Message;
        Assert.StartsWith(
            "What a value offers as application/vnd.negpreact.claim+json is no claim", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_fails_that_shows_what_is_no_claim()
    {
        var run = await Script.RunAsync(ClaimType, "display(new Shown(\"a\"));\nnew Shown(\"\\\"\")");
        Assert.Equal([RunStatus.Succeeded, RunStatus.Failed], run.Cells.Select(cell => cell.Status));
        Assert.Contains("is no claim", run.Failure, StringComparison.Ordinal);
        Assert.Contains("docs/errors/claims.md", run.Failure, StringComparison.Ordinal);
        Assert.Equal([(2, "a", "It holds.")], Found(run));
    }

    private static IEnumerable<(int Cell, string Id, string Statement)> Found(NotebookRun run) =>
        NotebookClaim.In(run).Select(found => (found.Cell, found.Claim.Id, found.Claim.Statement));
}
