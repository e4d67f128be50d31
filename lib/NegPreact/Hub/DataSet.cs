namespace NegPreact.Hub;

/// <summary>
/// A published data set: where its files lie at a fixed commit, what each hashes to, and what may be done with it.
/// <c>data-sets.json</c> beside this file has one entry for each; adding one there is all that a new set needs.
/// </summary>
public sealed record DataSet
{
    /// <summary>The name by which commands, plans and readers know it.</summary>
    public required string Name { get; init; }

    /// <summary>What its files hold.</summary>
    public required DataSetKind Kind { get; init; }

    /// <summary>What it is, and whom to cite, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>Under which terms it is published.</summary>
    public required string Licence { get; init; }

    /// <summary>The folder that holds its files, below the folder of all data.</summary>
    public required string Folder { get; init; }

    /// <summary>The repository on GitHub that publishes it (<c>owner/name</c>).</summary>
    public required string Repository { get; init; }

    /// <summary>The commit, 40 hexadecimal digits.</summary>
    public required string Commit { get; init; }

    /// <summary>The folder in the repository; empty for its root.</summary>
    public required string Path { get; init; }

    /// <summary>How the files here are made from the published ones.</summary>
    public required DataMaking Making { get; init; }

    /// <summary>The files, in the order in which they are read.</summary>
    public required IReadOnlyList<DataFile> Files { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Name}: {Title}";
}

/// <summary>One file of a data set.</summary>
/// <param name="Name">Its name; of a published file, its path below the set's folder in the repository.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
public sealed record DataFile(string Name, long Bytes, string Sha256)
{
    /// <summary>The published files that it is made from; empty where it is published as it is.</summary>
    public IReadOnlyList<DataFile> From { get; init; } = [];

    /// <summary>The files to fetch.</summary>
    public IReadOnlyList<DataFile> Published => From.Count > 0 ? From : [this];
}

/// <summary>What the files of a data set hold, and so what reads them.</summary>
public enum DataSetKind
{
    /// <summary>Running text: <see cref="Corpus"/>.</summary>
    Text,

    /// <summary>Minimal pairs: <see cref="PairSuite"/>.</summary>
    Pairs,

    /// <summary>Questions: <see cref="TaskSet"/>.</summary>
    Tasks,

    /// <summary>Sentences in CoNLL-U: <see cref="ConlluFile"/>.</summary>
    Treebank,
}

/// <summary>How the files of a data set are made from the published ones.</summary>
public enum DataMaking
{
    /// <summary>They are the published ones.</summary>
    AsPublished,

    /// <summary>Line ends are turned from CRLF to LF.</summary>
    LineEnds,

    /// <summary>
    /// Books in Markdown, one to a file, become one plain text: a paragraph per line, no headers and no marks of
    /// emphasis, and a line <c>&lt;|endoftext|&gt;</c> after each book.
    /// </summary>
    Books,
}
