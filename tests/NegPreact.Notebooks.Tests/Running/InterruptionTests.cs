using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Running;

public class InterruptionTests
{
    private const string Hooks =
        """
        var show = (Action<string>)AppContext.GetData("NegPreact.Notebook.Progress");
        var token = (System.Threading.CancellationToken)AppContext.GetData("NegPreact.Notebook.Cancellation");
        """;

    [Fact]
    public async Task The_hooks_are_there_while_a_notebook_runs_and_progress_is_not_kept()
    {
        using var folder = new TemporaryFolder();
        var lines = new List<string>();
        var notebook = Script.Notebook(folder.Path, Hooks + "\nshow(\"1 of 2\"); show(\"2 of 2\");",
            "AppContext.GetData(\"NegPreact.Notebook.Run\")");

        var first = await NotebookRunner.RunAsync(
            notebook, new NotebookOptions { Progress = lines.Add }, TestContext.Current.CancellationToken);
        var second = await NotebookRunner.RunAsync(notebook, cancellation: TestContext.Current.CancellationToken);

        Assert.Null(first.Failure);
        Assert.Null(second.Failure);
        Assert.Equal(["1 of 2", "2 of 2"], lines);
        Assert.Empty(first.Cells[0].Outputs);
        Assert.NotEqual(first.Cells[1].Shown(), second.Cells[1].Shown());
        Assert.All(
            [NotebookHooks.Progress, NotebookHooks.Cancellation, NotebookHooks.Run],
            name => Assert.Null(AppContext.GetData(name)));
    }

    [Fact]
    public async Task A_cell_that_observes_the_token_ends_as_interrupted()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        var finished = new List<RunStatus>();

        var run = await NotebookRunner.RunAsync(
            Script.Notebook(folder.Path, Hooks + "\nshow(\"go\");\nawait Task.Delay(-1, token);", "1"),
            new NotebookOptions { Progress = _ => source.Cancel(), CellFinished = cell => finished.Add(cell.Status) },
            source.Token);

        Assert.Equal([RunStatus.Cancelled, RunStatus.NotRun], run.Cells.Select(cell => cell.Status));
        Assert.Equal([RunStatus.Cancelled], finished);
        Assert.Equal((130, "01-test.dib, cell 1, line 2: interrupted."), (run.ExitCode, run.Failure));
    }

    [Fact]
    public async Task A_cell_that_does_not_observe_it_is_abandoned_and_heard_no_more()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        var late = new TaskCompletionSource();
        AppContext.SetData("test.release", release);
        AppContext.SetData("test.late", late);
        var lines = new List<string>();
        void Interrupt(string line)
        {
            lines.Add(line);
            source.Cancel();
        }

        var run = await NotebookRunner.RunAsync(
            Script.Notebook(
                folder.Path,
                Hooks + "\nConsole.Write(\"early\");\nshow(\"go\");\n((System.Threading.ManualResetEventSlim)AppContext.GetData(\"test.release\")).Wait();\n"
                + "show(\"late\");\nConsole.Write(\"late\");\ndisplay(1);\n((TaskCompletionSource)AppContext.GetData(\"test.late\")).SetResult();"),
            new NotebookOptions { Progress = Interrupt, Grace = TimeSpan.FromMilliseconds(50) },
            source.Token);
        release.Set();
        await late.Task;

        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Contains("did not stop within 0.1 s and was abandoned", run.Failure, StringComparison.Ordinal);
        Assert.Equal("early", Assert.IsType<StreamOutput>(run.Cells[0].Outputs[0]).Text);
        Assert.Equal(2, run.Cells[0].Outputs.Count);
        Assert.Equal(["go"], lines);
    }

    [Fact]
    public async Task A_cell_that_ends_in_spite_of_it_counts_and_the_next_does_not_begin()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();

        var run = await NotebookRunner.RunAsync(
            Script.Notebook(folder.Path, Hooks + "\nshow(\"go\");\n5", "6"),
            new NotebookOptions { Progress = _ => source.Cancel(), Grace = TimeSpan.FromMinutes(1) },
            source.Token);

        Assert.Equal("5", run.Cells[0].Shown());
        Assert.Equal([RunStatus.Succeeded, RunStatus.Cancelled], run.Cells.Select(cell => cell.Status));
    }
}
