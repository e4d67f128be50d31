namespace NegPreact.Sweeps;

/// <summary>One task of a plan.</summary>
public sealed record SweepTask
{
    /// <summary>What is measured.</summary>
    public required SweepMeasure Measure { get; init; }

    /// <summary>
    /// A file or folder of pairs, or a file of questions, or such a set among <see cref="Hub.DataSets"/>
    /// (<c>blimp</c>, <c>lambada</c>); for perplexity null, since that is measured on the plan's text.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>
    /// For pairs: only those whose <c>suite</c> field says so (<c>blimp-like</c>, <c>tse-like</c>); for files without
    /// such a field, which are taken whole, a name.
    /// </summary>
    public string? Suite { get; init; }

    /// <summary>For pairs: how they are scored; <see cref="SweepConvention.PaperBlimp"/> where null.</summary>
    public SweepConvention? Convention { get; init; }

    /// <summary>
    /// The most pairs per paradigm, or questions; if there are more, this many are drawn at random. All if null.
    /// </summary>
    public int? Most { get; init; }

    /// <summary>A name for tables and messages.</summary>
    internal string Name => Measure == SweepMeasure.Perplexity ? "perplexity" : Suite
        ?? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path!));
}
