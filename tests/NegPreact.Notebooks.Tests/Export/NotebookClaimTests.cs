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
                 new Form("application/vnd.negpreact.claim+json", "{\"id\":\"", "\",\"verdict\":\"Holds\",\"statement\":\"It holds.\"}")];
        }
        public class Form(string mimeType, string before, string after)
        {
            public string MimeType => mimeType;
            public bool Format(object value, System.IO.TextWriter writer) { writer.Write(before + ((Claim)value).Id + after); return true; }
        }
        [TypeFormatterSource] public class Shown(string id) : Claim(id);
        """;

    [Fact]
    public async Task A_claim_is_recorded_that_a_cell_displays_or_ends_with()
    {
        var run = await Script.RunAsync(ClaimType, "display(new Shown(\"a\"));\nnew Shown(\"b\")");
        Assert.Equal(
            ["text/html", "text/plain", NotebookClaim.MimeType],
            run.Cells[1].Outputs.OfType<DisplayOutput>().Select(output => output.Data.Keys).Distinct(Comparer).Single());
        Assert.Equal([(2, "a", "It holds."), (2, "b", "It holds.")], Found(run));
    }

    [Fact]
    public async Task Of_a_list_of_claims_each_is_recorded()
    {
        var run = await Script.RunAsync(
            ClaimType, "Enumerable.Range(1, 25).Select(i => new Shown($\"c{i}\")).ToList()", "new object[] { 1, 2 }", "new Shown[0]");
        Assert.Equal(Enumerable.Range(1, 25).Select(i => (2, $"c{i}", "It holds.")), Found(run));
        Assert.All(run.Cells.Skip(2), cell => Assert.DoesNotContain(NotebookClaim.MimeType, cell.Outputs.OfType<DisplayOutput>().Single().Data.Keys));
    }

    [Fact]
    public async Task A_claim_stays_that_was_shown_before_the_cell_failed()
    {
        var run = await Script.RunAsync(ClaimType, "display(new Shown(\"a\"));\nthrow new Exception(\"boo\");", "new Shown(\"b\")");
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal([(2, "a", "It holds.")], Found(run));
    }

    [Fact]
    public void What_people_read_is_not_searched_for_claims() =>
        Assert.Empty(NotebookClaim.In(Runs.Of(
            "01-x.dib", "#!csharp\n1", [Runs.Html("""<p data-claim-id="a" data-claim-verdict="Holds">{"id":"a"}</p>""")])));

    [Theory]
    [InlineData("{")]
    [InlineData("1")]
    [InlineData("[[]]")]
    [InlineData("{\"id\":\"a\"}")]
    [InlineData("{\"id\":\"a\",\"verdict\":null}")]
    [InlineData("[{\"id\":\"a\",\"verdict\":\"Holds\"},{}]")]
    public void What_is_no_claim_is_named_with_its_cell(string json)
    {
        var run = Runs.Of("01-x.dib", "#!md\nx\n#!csharp\n1", [Runs.Claim(json)]);
        var message = Assert.Throws<NotebookException>(() => NotebookClaim.In(run)).Message;
        Assert.StartsWith("01-x.dib, cell 2, gave as application/vnd.negpreact.claim+json", message, StringComparison.Ordinal);
    }

    private static IEnumerable<(int Cell, string Id, string Statement)> Found(NotebookRun run) =>
        NotebookClaim.In(run).Select(found => (found.Cell, found.Claim.Id, found.Claim.Statement));

    private static EqualityComparer<IEnumerable<string>> Comparer => EqualityComparer<IEnumerable<string>>.Create(
        (a, b) => a!.SequenceEqual(b!), names => names.Count());
}
