using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Running;

/// <summary>What the .NET Interactive kernel does with C# cells, rule by rule.</summary>
public class SemanticsTests
{
    [Fact]
    public async Task Cells_share_one_state_and_only_a_trailing_expression_is_a_result()
    {
        var run = await Script.RunAsync(
            "var a = 40;",
            "a + 2",
            "a + 2;".Replace("a + 2", "a = a + 2"),
            "a = 7",
            "(string)null",
            "void Nothing() { }\nNothing()",
            "int Twice(int x) => 2 * x;\nrecord Row(int A);",
            "Twice(a) + new Row(1).A");

        Assert.Null(run.Failure);
        Assert.Equal(["", "42", "", "7", "<null>", "", "", "15"], run.Cells.Select(cell => cell.Shown()));
    }

    [Fact]
    public async Task Using_directives_carry_over_and_the_usual_ones_are_there()
    {
        var run = await Script.RunAsync(
            "using static System.Math;\nusing System.Globalization;",
            "Max(1, 2) + CultureInfo.InvariantCulture.Name.Length",
            // System, System.Text, System.Collections, System.Collections.Generic, System.Threading.Tasks, System.Linq
            "(new StringBuilder(), new ArrayList(), new List<int>(), Task.CompletedTask, Enumerable.Range(0, 2).Sum(), "
                + "Math.PI > 3).Item5");

        Assert.Null(run.Failure);
        Assert.Equal(["", "2", "1"], run.Cells.Select(cell => cell.Shown()));
    }

    [Fact]
    public async Task Redeclaring_shadows_and_earlier_functions_keep_what_they_saw()
    {
        var run = await Script.RunAsync("var x = 1;\nint Old() => x;", "var x = \"one\";", "x + Old()");

        Assert.Null(run.Failure);
        Assert.Equal("one1", run.Cells[2].Shown());
    }

    [Fact]
    public async Task Await_works_at_top_level_and_the_language_is_the_latest()
    {
        var run = await Script.RunAsync(
            "await Task.Yield();\nvar n = await Task.FromResult(3);",
            "int[] list = [1, 2, .. Enumerable.Range(n, 2)];\nvar last = list switch { [.., var z] => z, _ => 0 "
                + "};\nlast",
            "await Task.FromResult(\"done\")");

        Assert.Null(run.Failure);
        Assert.Equal(["", "4", "done"], run.Cells.Select(cell => cell.Shown()));
    }

    [Fact]
    public async Task A_throw_keeps_what_was_assigned_before_it_and_a_compile_error_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var session = new ScriptSession(Path.Combine(folder.Path, "x.dib"));
        var recorder = new CellRecorder(new NotebookOptions());
        async Task<ErrorOutput?> Run(string code) =>
            await session.RunAsync(
            new DibCell(CellKind.CSharp, code, 1), recorder, TestContext.Current.CancellationToken);

        Assert.Equal("CompilationError", (await Run("var early = 1; nonsense"))?.Name);
        Assert.Null(await Run("var a = 1;"));
        Assert.Equal("InvalidOperationException",
            (await Run("a = 2;\nvar b = 3;\nthrow new InvalidOperationException(\"boo\");\na = 9;"))?.Name);
        Assert.Equal("CompilationError", (await Run("a = 5; var b = \"new\"; int c = \"text\";"))?.Name);
        Assert.Null(await Run("$\"{a} {b}\""));
        Assert.Equal(["2 3"], recorder.Close().Cast<DisplayOutput>().Select(output => output.Data["text/plain"]));
    }

    [Fact]
    public async Task Display_and_html_are_there_without_a_prefix()
    {
        var run = await Script.RunAsync(
            "display(1);\n\"text\".Display();\nHTML(\"<b>x</b>\")",
            "display(\"a < b\", \"text/html\");\ndisplay(new { A = 1 }, \"text/plain\");\ndisplay(1.5)");

        Assert.Null(run.Failure);
        var first = run.Cells[0].Outputs.Cast<DisplayOutput>().ToList();
        Assert.Equal([false, false, true], first.Select(output => output.IsResult));
        Assert.Equal("text", first[1].Data["text/plain"]);
        Assert.Equal("<b>x</b>", first[2].Data["text/html"]);
        var second = run.Cells[1].Outputs.Cast<DisplayOutput>().ToList();
        Assert.Equal(["text/html", "text/plain", "text/plain"],
            second.Select(output => Assert.Single(output.Data).Key));
        Assert.Equal(["<pre>a &lt; b</pre>", "{ A = 1 }", "1.5"], second.Select(output => output.Data.Values.Single()));
    }

    [Fact]
    public async Task Code_runs_in_the_notebooks_folder_and_can_load_files_beside_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("more/helper.csx", "int Helper() => 5;");
        var before = Environment.CurrentDirectory;

        var run = await NotebookRunner.RunAsync(
            Script.Notebook(
            folder.Path, "#load \"more/helper.csx\"\nHelper()", "System.IO.File.Exists(\"more/helper.csx\")"),
            cancellation: TestContext.Current.CancellationToken);

        Assert.Null(run.Failure);
        Assert.Equal(["5", "True"], run.Cells.Select(cell => cell.Shown()));
        Assert.Equal(before, Environment.CurrentDirectory);
    }

    [Fact]
    public async Task What_the_console_gets_is_captured_in_order_and_repeated()
    {
        using var folder = new TemporaryFolder();
        var (output, error) = (new StringWriter(), new StringWriter());
        var console = (Console.Out, Console.Error);

        var run = await NotebookRunner.RunAsync(
            Script.Notebook(
                folder.Path,
                "Console.Write('a');\nawait Task.Run(() => Console.WriteLine(\"b {0}\", "
                    + "1));\nConsole.Error.WriteLine(\"c\");\ndisplay(2);\nConsole.WriteLine();\n3"),
            new NotebookOptions { Output = output, Error = error },
            TestContext.Current.CancellationToken);

        Assert.Equal("out:ab 1\n | err:c\n | 2 | out:\n | 3", run.Cells[0].Shown());
        Assert.Equal("ab 1\n\n", output.ToString());
        Assert.Equal("c\n", error.ToString());
        Assert.Equal(console, (Console.Out, Console.Error));
    }

    [Fact]
    public async Task Outside_a_cell_display_says_so()
    {
        Assert.Throws<InvalidOperationException>(() => NotebookFunctions.display(1));
        await Assert.ThrowsAsync<NotebookException>(() =>
            NotebookRunner.RunAsync(
            Script.Notebook("/nowhere/at/all", "1"), cancellation: TestContext.Current.CancellationToken));
    }
}
