using System.Diagnostics;

namespace NegPreact.Notebooks.Running;

/// <summary>
/// Runs a notebook without an editor, in this process, with the semantics of the .NET Interactive C# kernel: one script
/// state for all cells, top-level <c>await</c>, a trailing expression as the cell's result, <c>display</c> and
/// formatters found by name. A cell that fails ends the run.
/// </summary>
public static class NotebookRunner
{
    // Working directory, console and hooks belong to the process: notebooks run one after the other.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Runs all cells in order, in the notebook's folder.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <param name="cancellation">
    /// Interrupts the run: the cell sees it through <see cref="NotebookHooks.Cancellation"/>.
    /// </param>
    /// <returns>What came of it; a failing cell is part of that and does not throw.</returns>
    /// <exception cref="NotebookException">The notebook's folder does not exist.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while another notebook was still running.</exception>
    public static async Task<NotebookRun> RunAsync(
        DibNotebook notebook, NotebookOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        options ??= new NotebookOptions();
        await OneAtATime.WaitAsync(cancellation);
        try
        {
            var path = Path.GetFullPath(notebook.Path);
            var folder = Path.GetDirectoryName(path);
            if (!Directory.Exists(folder))
                throw new NotebookException(
                    $"The notebook {notebook.Path} cannot run: its folder {folder} does not exist.");
            using var scope = new RunScope(folder, options, cancellation);
            return await RunCellsAsync(notebook, path, options, cancellation);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<NotebookRun> RunCellsAsync(
        DibNotebook notebook, string path, NotebookOptions options, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var session = new ScriptSession(path);
        var runs = new List<CellRun>();
        var goOn = true;
        foreach (var cell in notebook.Cells)
        {
            var number = runs.Count + 1;
            if (cell.Kind == CellKind.Markdown || !goOn || number > options.LastCell)
            {
                var status = cell.Kind == CellKind.Markdown ? RunStatus.Succeeded : RunStatus.NotRun;
                runs.Add(new CellRun(cell, number, status, [], TimeSpan.Zero));
                continue;
            }

            options.CellStarting?.Invoke(cell, number);
            var run = await RunCellAsync(session, cell, number, options, cancellation);
            runs.Add(run);
            goOn = run.Status == RunStatus.Succeeded;
            options.CellFinished?.Invoke(run);
        }

        return new NotebookRun(notebook, runs, clock.Elapsed);
    }

    private static async Task<CellRun> RunCellAsync(
        ScriptSession session, DibCell cell, int number, NotebookOptions options, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var recorder = new CellRecorder(options);
        var status = RunStatus.Succeeded;
        // On a thread of its own: a cell may block, and must not hold up the watch for an interruption.
        var work = Task.Run(() => session.RunAsync(cell, recorder, cancellation), CancellationToken.None);
        try
        {
            if (await WaitAsync(work, options.Grace, cancellation) is { } error)
            {
                status = RunStatus.Failed;
                recorder.Add(error);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            status = RunStatus.Cancelled;
            recorder.Add(new ErrorOutput("Cancelled", "interrupted.", cell.FirstLine, []));
        }
        catch (TimeoutException)
        {
            status = RunStatus.Cancelled;
            recorder.Add(new ErrorOutput(
                "Cancelled",
                $"interrupted, but the cell did not stop within {options.Grace.TotalSeconds:0.#} s and was abandoned; "
                + "its code may still be running.",
                cell.FirstLine,
                []));
        }

        return new CellRun(cell, number, status, recorder.Close(), clock.Elapsed);
    }

    private static async Task<ErrorOutput?> WaitAsync(
        Task<ErrorOutput?> work, TimeSpan grace, CancellationToken cancellation)
    {
        try
        {
            return await work.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            return await work.WaitAsync(grace, CancellationToken.None);
        }
    }
}
