using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Export;

public class IpynbExportTests
{
    private static readonly NotebookRun Run = Runs.Of(
        "01-x.dib",
        "#!md\n# T\n\ntext\n#!csharp\nvar a = \"<é>\";\n\na\n#!csharp\nthrow null;\n#!csharp\n1",
        [new StreamOutput(false, "one\ntwo"), new StreamOutput(true, "w\n"), Runs.Plain("p"), Runs.Html("<b>x</b>\ny")],
        [new ErrorOutput("System.X", "boo", 9, ["at F in x.dib, line 1"])]);

    [Fact]
    public void The_notebook_says_that_it_is_dotnet_csharp()
    {
        var notebook = JsonNode.Parse(IpynbExport.ToJson(Run))!;

        Assert.Equal((4, 5), ((int)notebook["nbformat"]!, (int)notebook["nbformat_minor"]!));
        Assert.Equal("""{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}""", notebook["metadata"]!["kernelspec"]!.ToJsonString());
        Assert.Equal("csharp",
            (string?)notebook["metadata"]!["polyglot_notebook"]!["kernelInfo"]!["defaultKernelName"]);
        Assert.Equal("C#", (string?)notebook["metadata"]!["language_info"]!["name"]);
    }

    [Fact]
    public void Cells_keep_kind_language_and_text_and_have_settled_ids()
    {
        var cells = JsonNode.Parse(IpynbExport.ToJson(Run))!["cells"]!.AsArray();

        Assert.Equal(["markdown", "code", "code", "code"], cells.Select(cell => (string?)cell!["cell_type"]));
        Assert.Equal(["cell-1", "cell-2", "cell-3", "cell-4"], cells.Select(cell => (string?)cell!["id"]));
        Assert.Equal(["markdown", "csharp", "csharp", "csharp"],
            cells.Select(cell => (string?)cell!["metadata"]!["dotnet_interactive"]!["language"]));
        Assert.Equal(["markdown", "csharp", "csharp", "csharp"],
            cells.Select(cell => (string?)cell!["metadata"]!["polyglot_notebook"]!["kernelName"]));
        Assert.Equal(["var a = \"<é>\";\n", "\n", "a"], cells[1]!["source"]!.AsArray().Select(line => (string?)line));
        Assert.Equal(Run.Notebook.Cells.Select(cell => cell.Source),
            cells.Select(cell => string.Concat(cell!["source"]!.AsArray().Select(line => (string?)line))));
        Assert.Equal([1, 2, null], cells.Skip(1).Select(cell => (int?)cell!["execution_count"]));
        Assert.False(cells[0]!.AsObject().ContainsKey("outputs") || cells[0]!.AsObject()
            .ContainsKey("execution_count"));
        Assert.Empty(cells[3]!["outputs"]!.AsArray());
    }

    [Fact]
    public void A_claim_is_kept_as_data_too()
    {
        var run = Runs.Of("01-x.dib", "#!csharp\n1", [Runs.Claim("""{"id":"a","verdict":"Holds"}""")]);
        var data = JsonNode.Parse(IpynbExport.ToJson(run))!["cells"]![0]!["outputs"]![0]!["data"]!;
        Assert.Equal("""{"id":"a","verdict":"Holds"}""", Compact(data[NotebookClaim.MimeType]));
    }

    [Fact]
    public void Outputs_have_the_shapes_of_nbformat()
    {
        var cells = JsonNode.Parse(IpynbExport.ToJson(Run))!["cells"]!.AsArray();

        Assert.Equal(
            [
                """{"output_type":"stream","name":"stdout","text":["one\n","two"]}""",
                """{"output_type":"stream","name":"stderr","text":["w\n"]}""",
                """{"output_type":"display_data","data":{"text/plain":["p"]},"metadata":{}}""",
                """{"output_type":"execute_result","data":{"text/html":["<b>x</b>\n","y"],"text/plain":["plain"]},"metadata":{},"execution_count":1}""",
            ],
            cells[1]!["outputs"]!.AsArray().Select(Compact));
        Assert.Equal(
            """{"output_type":"error","ename":"System.X","evalue":"boo","traceback":["line 9: boo","at F in x.dib, line 1"]}""",
            Compact(cells[2]!["outputs"]!.AsArray().Single()));
    }

    [Fact]
    public void The_same_run_gives_the_same_readable_text()
    {
        var json = IpynbExport.ToJson(Run);

        Assert.Equal(json, IpynbExport.ToJson(Run));
        Assert.Contains("<b>x</b>", json, StringComparison.Ordinal);
        Assert.Contains("é", json, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', json);
        Assert.EndsWith("}\n", json, StringComparison.Ordinal);
    }

    private static string Compact(JsonNode? node) =>
        node!.ToJsonString(
        new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
