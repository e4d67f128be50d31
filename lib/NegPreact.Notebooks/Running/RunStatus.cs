namespace NegPreact.Notebooks.Running;

/// <summary>How a cell, or a whole notebook, ended.</summary>
public enum RunStatus
{
    /// <summary>It ran to its end.</summary>
    Succeeded,

    /// <summary>It did not compile, or it threw.</summary>
    Failed,

    /// <summary>It was interrupted.</summary>
    Cancelled,

    /// <summary>It was not reached, because a cell before it did not succeed.</summary>
    NotRun,
}
