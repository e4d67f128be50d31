namespace NegPreact.Notebooks.Running;

/// <summary>A notebook and what came of running it.</summary>
/// <param name="Notebook">The notebook.</param>
/// <param name="Cells">One entry a cell, in order, also for those not reached.</param>
/// <param name="Duration">How long the whole took.</param>
public sealed record NotebookRun(DibNotebook Notebook, IReadOnlyList<CellRun> Cells, TimeSpan Duration)
{
    /// <summary>A notebook of which no code has run yet.</summary>
    /// <param name="notebook">The notebook.</param>
    public static NotebookRun NotYet(DibNotebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        return new NotebookRun(
            notebook,
            [.. notebook.Cells.Select(
                (cell, i) => new CellRun(cell, i + 1, cell.Kind == CellKind.Markdown ? RunStatus.Succeeded
                : RunStatus.NotRun, [], TimeSpan.Zero))],
            TimeSpan.Zero);
    }

    /// <summary>How the notebook ended: as its first cell that did not succeed.</summary>
    public RunStatus Status => FailedCell?.Status ?? RunStatus.Succeeded;

    /// <summary>
    /// What a program that ran this notebook returns: 0, or 1 after a failure, or 130 after an interruption.
    /// </summary>
    public int ExitCode => Status switch
    {
        RunStatus.Succeeded => 0,
        RunStatus.Cancelled => 130,
        _ => 1,
    };

    /// <summary>
    /// Notebook, cell, line and message of the failure, with the notebook's frames below it; null after success.
    /// </summary>
    public string? Failure => FailedCell is { Error: { } error } cell
        ? string.Join("\n  ", error.Trace.Prepend(
            $"{Path.GetFileName(Notebook.Path)}, cell {cell.Number}, line {error.Line}: {error.Message}"))
        : null;

    private CellRun? FailedCell => Cells.FirstOrDefault(cell => cell.Status != RunStatus.Succeeded);
}
