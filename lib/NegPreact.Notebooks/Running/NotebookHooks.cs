namespace NegPreact.Notebooks.Running;

/// <summary>
/// What a running notebook offers to the library that its cells load, without either referencing the other: the library
/// asks <see cref="AppContext.GetData(string)"/> for these names and does without what is null. They are set only while
/// a notebook runs here; in another kernel they are absent.
/// </summary>
/// <example>
/// <code>
/// var show = AppContext.GetData("NegPreact.Notebook.Progress") as Action&lt;string&gt;;
/// var token = AppContext.GetData("NegPreact.Notebook.Cancellation") is CancellationToken t ? t : default;
/// </code>
/// </example>
public static class NotebookHooks
{
    /// <summary>
    /// Holds an <c>Action&lt;string&gt;</c> that shows one updating line of progress: each call replaces the line
    /// before. It may be called from any thread; the lines are not kept among the cell's outputs.
    /// </summary>
    public const string Progress = "NegPreact.Notebook.Progress";

    /// <summary>
    /// Holds a boxed <see cref="CancellationToken"/> that every long call should observe; a cell that does not is
    /// abandoned after <see cref="NotebookOptions.Grace"/>.
    /// </summary>
    public const string Cancellation = "NegPreact.Notebook.Cancellation";

    /// <summary>
    /// Holds a string that differs from run to run. What a page needs once (a script that all charts share) must be
    /// given once for each value: one process may run several notebooks, each with a page of its own.
    /// </summary>
    public const string Run = "NegPreact.Notebook.Run";
}
