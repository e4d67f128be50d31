using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Export;

public class CSharpExportTests
{
    private static readonly Dictionary<string, string> Projects = new() { ["Tools.dll"] = "../lib/Tools/Tools.csproj" };

    private static readonly PortableExecutableReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(
        path => MetadataReference.CreateFromFile(path))];

    [Fact]
    public void Prose_becomes_comments_cells_keep_their_order_and_what_they_end_with_is_printed()
    {
        var code = Export("""
            #!markdown
            # Title

            Some *prose*.
            #!csharp
            #r "../lib/bin/Tools.dll"
            using System.IO; using System.Text;
            // A file's name.
            Path.GetFileName("a/b") // is b
            #!csharp
            var sum = 1 +
                2;
            #!csharp
            sum * 2
            """);

        Assert.Contains("\n// # Title\n//\n// Some *prose*.\n\n// Cell 2\n// A file's "
            + "name.\ndisplay(Path.GetFileName(\"a/b\")); // is b\n\n// Cell 3\nvar sum = 1 +\n    2;\n\n// Cell "
            + "4\ndisplay(sum * 2);\n", code, StringComparison.Ordinal);
        Assert.Single(code.Split('\n'), line => line == "#:project ../lib/Tools/Tools.csproj");
        Assert.Single(code.Split('\n'), line => line == "using System.Text;");
        Assert.Single(code.Split('\n'), line => line == "using System.IO;");
        Assert.DoesNotContain("#r", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "1\n")]
    [InlineData("Console.WriteLine(1)", "1\n")]
    [InlineData("display(1)", "1\n")]
    [InlineData("\"a\".Display()", "a\n")]
    [InlineData("(object)null", "<null>\n")]
    [InlineData("new[] { 1, 2 }.Select(n => n + 1)", "[2, 3]\n")]
    [InlineData("HTML(\"<b>x</b>\")", "<b>x</b>\n")]
    [InlineData("await Task.FromResult(3)", "3\n")]
    [InlineData("var n = 1;\n#!csharp\nn++;\n#!csharp\nn", "2\n")]
    [InlineData("var factor = 2;\nint Twice(int n) => n * factor;\n#!csharp\nTwice(2)", "4\n")]
    [InlineData("static int Twice(int n) { return n * 2; }\n#!csharp\nTwice(2)", "4\n")]
    [InlineData("public int Twice(int n) { return n * 2; }\nprivate static readonly int two = "
        + "2;\n#!csharp\nTwice(two)", "4\n")]
    [InlineData("record Point(int X);\nvar p = new Point(1);\n#!csharp\np", "Point { X = 1 }\n")]
    [InlineData("foreach (var i in new[] { 1 }) { }\n#!csharp\nforeach (var i in new[] { 2 }) Console.Write(i);", "2")]
    [InlineData("var twice = new[] { 1 }.Select(n => { var m = n; return m; }).Sum();\n#!csharp\nvar (n, m) = (2, "
        + "3);\nn + m", "5\n")]
    public async Task A_program_prints_what_the_notebook_shows(string cells, string printed)
    {
        var dib = "#!csharp\n" + cells;
        using var folder = new TemporaryFolder();
        var run = await NotebookRunner.RunAsync(DibNotebook.Parse(dib, Path.Combine(folder.Path, "01-x.dib")),
            cancellation: TestContext.Current.CancellationToken);
        Assert.Null(run.Failure);
        Assert.Equal(printed, string.Concat(run.Cells.SelectMany(cell => cell.Outputs).Select(Text)));
        Assert.Equal(printed, Run(Export(dib)));
    }

    [Theory]
    [InlineData("var a = 1;\n#!csharp\nvar b = 1;\nvar a = 2;",
        "01-x.dib, cell 2, line 5: \"a\" is also declared in cell 1")]
    [InlineData("var a = 1;\n#!csharp\nforeach (var a in new[] { 1 }) { }",
        "01-x.dib, cell 2, line 4: \"a\" is also declared in cell 1")]
    [InlineData("{ var a = 1; }\n#!csharp\nint.TryParse(\"1\", out var a);",
        "01-x.dib, cell 1, line 2: \"a\" is also declared in cell 2")]
    [InlineData("int F() => 1;\nint F(int n) => n;", "01-x.dib, cell 1, line 3: \"F\" is also declared in cell 1")]
    [InlineData("1\n#!csharp\nreturn 2;", "01-x.dib, cell 2, line 4: return would end the whole program")]
    [InlineData("#r \"../other/My.dll\"", "01-x.dib, cell 1, line 2: no project is known that builds ../other/My.dll")]
    [InlineData("#load \"a.csx\"", "01-x.dib, cell 1, line 2: #load")]
    [InlineData("var a = ;", "01-x.dib, cell 1, line 2: error CS")]
    public void What_cannot_stand_in_a_program_is_refused_with_cell_and_line(string cells, string message) =>
        Assert.StartsWith(message, Assert.Throws<NotebookException>(() => Export("#!csharp\n" + cells)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_project_is_named_as_seen_from_the_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("twins/empty", "");
        var file = Path.Combine(folder.Path, "twins", "01-x.cs");
        CSharpExport.Write(DibNotebook.Parse("#!csharp\n#r \"Tools.dll\"", "01-x.dib"), file,
            new Dictionary<string, string> { ["Tools.dll"] = Path.Combine(folder.Path, "lib", "Tools.csproj") });
        Assert.Contains("\n#:project ../lib/Tools.csproj\n", File.ReadAllText(file), StringComparison.Ordinal);
    }

    private static string Export(string dib) => CSharpExport.ToCSharp(
        DibNotebook.Parse(dib, "01-x.dib"), "01-x.cs", Projects);

    private static string Text(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Text,
        DisplayOutput display => display.Data["text/plain"] + "\n",
        _ => throw new ArgumentException(output.ToString()),
    };

    // In this process, so that the many small cases are quick; a test of the command starts a real one.
    private static string Run(string code)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        using var image = new MemoryStream();
        var emitted = CSharpCompilation.Create("twin", [CSharpSyntaxTree.ParseText(code, options)], References,
            new(OutputKind.ConsoleApplication)).Emit(image);
        Assert.True(emitted.Success,
            string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        var before = Console.Out;
        var written = new StringWriter { NewLine = "\n" };
        Console.SetOut(written);
        try
        {
            System.Reflection.Assembly.Load(image.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
            return written.ToString();
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
