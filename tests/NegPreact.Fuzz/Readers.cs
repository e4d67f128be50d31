namespace NegPreact.Fuzz;

/// <summary>Every reader of files that somebody else may have written.</summary>
internal static class Readers
{
    /// <summary>All of them, with their samples made.</summary>
    public static IReadOnlyList<Reader> All() =>
        [.. ModelReaders.All(), .. TokenizerReaders.All(), .. DataReaders.All(), .. ResultReaders.All(),
        .. NotebookReaders.All()];
}
