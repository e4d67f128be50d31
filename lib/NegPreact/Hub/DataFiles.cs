namespace NegPreact.Hub;

/// <summary>The files of a data set: where they are published, and what each hashes to.</summary>
/// <param name="Folder">The folder that holds them, below the folder of all data.</param>
/// <param name="Source">Where they lie on GitHub: repository, commit, folder.</param>
/// <param name="Files">The files.</param>
internal sealed record DataFiles(string Folder, string Source, IReadOnlyList<DataFiles.Entry> Files)
{
    /// <summary>One file.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Size">Bytes, as published.</param>
    /// <param name="Published">The SHA-256 as published.</param>
    /// <param name="Kept">The SHA-256 as it is kept here: another where line ends are turned from CRLF to LF.</param>
    internal sealed record Entry(string Name, long Size, Checksum Published, Checksum Kept);

    private static readonly Lazy<IReadOnlyList<DataFiles>> All = new(ReadAll);

    public static DataFiles Of(DataSet set)
    {
        var folder = set switch
        {
            DataSet.WikiText2 => "wikitext-2",
            DataSet.Blimp => "blimp",
            DataSet.Tse => "tse/refining_tse_ML",
            _ => throw new ArgumentOutOfRangeException(nameof(set), set, null),
        };
        return All.Value.Single(d => d.Folder == folder);
    }

    private static List<DataFiles> ReadAll()
    {
        using var text = new StreamReader(
            typeof(DataFiles).Assembly.GetManifestResourceStream("NegPreact.Hub.data-sets.txt")!);
        var sets = new List<DataFiles>();
        while (text.ReadLine() is { } line)
            switch (line.Split(' '))
            {
                case ["#", ..]:
                    break;
                case [['[', .. var folder, ']'], var source]:
                    sets.Add(new(folder, source, new List<Entry>()));
                    break;
                case [var name, var size, var published, .. var kept]:
                    ((List<Entry>)sets[^1].Files)
                        .Add(new(name, long.Parse(size), Checksum.Read(published)!.Value,
                        Checksum.Read(kept is [var k] ? k : published)!.Value));
                    break;
            }

        return sets;
    }
}
