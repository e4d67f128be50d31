using NegPreact.Notebooks;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Fuzz;

/// <summary>Readers of notebooks and of the claims of a run.</summary>
internal static class NotebookReaders
{
    public static IEnumerable<Reader> All()
    {
        var notebooks = Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "0*.dib")
            .Order(StringComparer.Ordinal).Take(2).Select(f => Reader.Sample("n.dib", File.ReadAllText(f))).ToList();
        notebooks.Add(Reader.Sample("n.dib", """
            #!meta
            {"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"csharp"}]}}
            #!markdown
            # A *title* [l](x.dib) ![i](y.png) <b>h</b> $x_1$ | a | b |
            > - 1. [ ] task ~~gone~~ <https://example.org>
            #!csharp
            #r "NegPreact.dll"
            var x = $"a{1}"; /* c */ Console.WriteLine(x);
            x
            """));
        yield return new("dib", "n.dib", Form.Lines, notebooks, ReadNotebook);
        yield return new("claims", "claims.json", Form.Json, [Reader.Sample("claims.json", Claims())], folder =>
        {
            var claims = ClaimsFile.Read(folder);
            IndexPage.ToHtml([], claims);
            _ = ClaimsFile.Distinct(claims).Count();
            ClaimLedger.Load(folder).Summary();
        });
    }

    private static void ReadNotebook(string folder)
    {
        var notebook = DibNotebook.Load(Path.Combine(folder, "n.dib"));
        Prose.Check(notebook);
        var run = NotebookRun.NotYet(notebook);
        HtmlExport.ToHtml(run);
        IpynbExport.ToJson(run);
        DibNotebook.Parse(notebook.ToDib(), "n.dib");
        CSharpExport.ToCSharp(notebook, "n.cs", new Dictionary<string, string> { ["NegPreact.dll"] = "x.csproj" });
    }

    private static string Claims()
    {
        var evidence = Evidence.Of(new Estimate(3, new Interval(2, 4)), new(0.5, "a test"), 0.5);
        var source = new ResultSource("one", "w", "prose", "t");
        string Facts(string id) => ClaimFacts.Of(
            Claim.Of(id, "Statement.", evidence, "bits", "section 4", "A note.")
                .About(PaperClaim.WeakensModel, source, new DiscoverySettings(), "5 random sets")).ToJson();
        string Entry(string id) => $$"""
            {"id": "{{id}}", "verdict": "Holds", "text": "Statement.", "notebook": "01-x", "cell": 3, "seconds": 2.5,
             "page": "01-x.html#cell-3", "options": {"model": "m"}, "settings": {"a": 1}, "facts": {{Facts(id)}}}
            """;
        return $$"""
            {"claims": [{{Entry("negatives-matter-at-1")}}, {{Entry("negatives-matter-beyond-random-at-1")}}]}
            """;
    }
}
