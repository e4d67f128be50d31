namespace NegPreact.Notebooks.Running;

/// <summary>A cell and what came of it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Number">Its place in the notebook, counted from 1 over cells of both kinds.</param>
/// <param name="Status">How it ended; prose always succeeds.</param>
/// <param name="Outputs">What it showed, in order.</param>
/// <param name="Duration">How long it took, compilation included.</param>
public sealed record CellRun(
    DibCell Cell, int Number, RunStatus Status, IReadOnlyList<CellOutput> Outputs, TimeSpan Duration)
{
    /// <summary>Why it did not succeed, or null.</summary>
    public ErrorOutput? Error => Outputs.OfType<ErrorOutput>().FirstOrDefault();
}
