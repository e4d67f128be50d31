namespace NegPreact.Notebooks.Running;

/// <summary>How notebooks are run.</summary>
public sealed record NotebookOptions
{
    /// <summary>Where standard output of the cells is repeated while they run; null for nowhere.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Where standard error of the cells is repeated while they run; null for nowhere.</summary>
    public TextWriter? Error { get; init; }

    /// <summary>
    /// Shows a line of progress in place of the one before it. Called from any thread; such lines are not kept in the
    /// run.
    /// </summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Called before each notebook.</summary>
    public Action<DibNotebook>? NotebookStarting { get; init; }

    /// <summary>Called before each code cell with the cell and its number.</summary>
    public Action<DibCell, int>? CellStarting { get; init; }

    /// <summary>Called after each code cell.</summary>
    public Action<CellRun>? CellFinished { get; init; }

    /// <summary>The last cell to run, counted from 1 over cells of both kinds; null for all.</summary>
    public int? LastCell { get; init; }

    /// <summary>
    /// With what settings the notebooks run, by their names: kept with the claims, so that one can be run again alone.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// A folder of records, whose claims the index page shows for models that the run did not measure; null for none.
    /// </summary>
    public string? Records { get; init; }

    /// <summary>How long an interrupted cell may go on before it is abandoned. Default: ten seconds.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
