using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Running;

public class FailureTests
{
    [Fact]
    public async Task A_failure_names_notebook_cell_and_line_and_ends_the_run()
    {
        var run = await Script.RunAsync(
            "\n// line 3\nint Half(int x)\n{\n    if (x % 2 == 1)\n        throw new ArgumentException(\"odd\");\n    "
            + "return x / 2;\n}",
            "var a = 4;\na = Half(a);\nvar b = new[] { 3 }.Select(x => Half(x)).ToList();",
            "a");

        Assert.Equal([RunStatus.Succeeded, RunStatus.Failed, RunStatus.NotRun], run.Cells.Select(cell => cell.Status));
        Assert.Equal((RunStatus.Failed, 1), (run.Status, run.ExitCode));
        Assert.Equal(
            "01-test.dib, cell 2, line 7: System.ArgumentException: odd\n  at Half in 01-test.dib, line 7\n  at "
            + "01-test.dib, line 13\n  at 01-test.dib, line 13",
            run.Failure);
    }

    [Fact]
    public async Task Compiler_errors_carry_the_lines_of_the_file()
    {
        var run = await Script.RunAsync("var fine = 1;", "\nint a = \"text\";\n\nunknown();");

        Assert.Equal("CompilationError", run.Cells[1].Error?.Name);
        Assert.StartsWith("01-test.dib, cell 2, line 5: error CS0029: ", run.Failure, StringComparison.Ordinal);
        Assert.Contains("\n  line 7: error CS0103: ", run.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_made_for_people_shows_only_its_message()
    {
        var run = await Script.RunAsync(
            "class NegPreactException(string text) : Exception(text);\nclass Special(string text) : "
            + "NegPreactException(text);",
            "async Task Load()\n{\n    await Task.Yield();\n    throw new Special(\"The file x is missing: fetch "
            + "it.\");\n}\nLoad().Wait();");

        Assert.Equal("01-test.dib, cell 2, line 8: The file x is missing: fetch it.", run.Failure);
        Assert.Empty(run.Cells[1].Error!.Trace);
    }

    [Fact]
    public async Task The_page_of_an_error_is_shown_wherever_its_message_is()
    {
        var run = await Script.RunAsync("class NegPreactException : Exception { public NegPreactException(string text) "
            + ": base(text) => HelpLink = \"docs/errors/x.md\"; }\nthrow new NegPreactException(\"No x: fetch it.\");");

        Assert.Equal("01-test.dib, cell 1, line 3: No x: fetch it.\n  More: docs/errors/x.md", run.Failure);
        Assert.Contains(
            "No x: fetch it.\n  More: docs/errors/x.md</pre>", HtmlExport.ToHtml(run), StringComparison.Ordinal);
        Assert.Contains("\"More: docs/errors/x.md\"", IpynbExport.ToJson(run), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Async_code_is_named_as_it_was_written()
    {
        var run = await Script.RunAsync(
            "async Task Wait()\n{\n    await Task.Yield();\n    throw new TimeoutException();\n}\nawait Wait();");

        Assert.Equal(["at Wait in 01-test.dib, line 5", "at 01-test.dib, line 7"], run.Cells[0].Error?.Trace);
        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Fact]
    public async Task A_formatter_that_throws_fails_its_cell()
    {
        var run = await Script.RunAsync(
            "class Bad { public override string ToString() => throw new FormatException(\"no\"); }\nnew Bad()");

        Assert.Equal("01-test.dib, cell 1, line 2: System.FormatException: no\n  at ToString in 01-test.dib, line 2",
            run.Failure);
    }

    [Fact]
    public async Task A_form_that_is_not_on_offer_is_refused()
    {
        var run = await Script.RunAsync("\ndisplay(1, \"image/png\");");

        Assert.Equal("01-test.dib, cell 1, line 3: A value of type Int32 cannot be displayed as image/png: it offers "
            + "text/plain.\n  More: docs/errors/notebook.md", run.Failure);
    }

    [Fact]
    public async Task Prose_after_a_failure_stays_and_success_has_no_failure()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "x.dib");
        var broken = await NotebookRunner.RunAsync(DibNotebook.Parse("#!csharp\nthrow null;\n#!md\ntext", path),
            cancellation: TestContext.Current.CancellationToken);
        var fine = await NotebookRunner.RunAsync(
            DibNotebook.Parse("#!md\ntext\n#!csharp\n1", path), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal([RunStatus.Failed, RunStatus.Succeeded], broken.Cells.Select(cell => cell.Status));
        Assert.Equal((RunStatus.Succeeded, 0, null), (fine.Status, fine.ExitCode, fine.Failure));
        Assert.Equal([1, 2], fine.Cells.Select(cell => cell.Number));
        Assert.True(fine.Duration >= fine.Cells[1].Duration && fine.Cells[1].Duration > TimeSpan.Zero);
    }
}
