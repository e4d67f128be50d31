using NegPreact.Results;

namespace NegPreact.Sweeps;

/// <summary>
/// A folder of one sweep's results: <c>manifest.json</c>, one file per unit in <c>units</c>, and <c>units.tsv</c>.
/// </summary>
internal sealed class SweepFolder
{
    private const string ManifestName = "manifest.json", UnitsName = "units", TableName = "units.tsv";

    /// <summary>What is reported of a unit's file that cannot be used and is not measured again here.</summary>
    public const string LeftOut = "it is left out, and running the sweep again measures it";

    private SweepFolder(string path, SweepManifest manifest, ResultStore store) =>
        (Path, Manifest, Store) = (path, manifest, store);

    public string Path { get; }

    public SweepManifest Manifest { get; }

    public ResultStore Store { get; }

    /// <summary>Where the table is.</summary>
    public string TablePath => System.IO.Path.Combine(Path, TableName);

    /// <summary>
    /// A folder for results of a manifest, begun before or not yet; nothing is written before <see cref="Begin"/>.
    /// </summary>
    /// <exception cref="NegPreactException">It holds something else.</exception>
    public static SweepFolder For(string folder, SweepManifest manifest, bool fresh, Action<string>? tell)
    {
        var place = System.IO.Path.GetFullPath(folder);
        IsBegun(place, manifest);
        return Of(place, manifest, fresh, tell);
    }

    /// <summary>Writes the manifest where it is not there yet.</summary>
    /// <exception cref="NegPreactException">The folder holds something else by now.</exception>
    public void Begin()
    {
        if (!IsBegun(Path, Manifest))
            AtomicFile.Write(ManifestOf(Path), Manifest.ToBytes());
    }

    /// <summary>A folder that a sweep wrote.</summary>
    /// <exception cref="NegPreactException">It is none.</exception>
    public static SweepFolder Open(string folder, Action<string>? tell)
    {
        var place = System.IO.Path.GetFullPath(folder);
        return Of(place, SweepManifest.Read(ManifestOf(place)) ?? throw new NegPreactException(
            ErrorKind.SweepFolder, $"{place} holds no manifest.json; name a folder that `negpreact sweep` wrote."),
            false, tell);
    }

    /// <summary>Writes the table of all units that are there, in the plan's order.</summary>
    /// <returns>How many there are.</returns>
    public int WriteTable()
    {
        var rows = Manifest.Units().Select(u => (Unit: u, Specification: Manifest.Specification(u)))
            .Select(u => Store.TryGet<SweepResult>(ResultKinds.SweepUnit, u.Specification, out var result)
                ? SweepTable.Row(u.Unit, Manifest, ResultStore.Key(ResultKinds.SweepUnit, u.Specification), result)
                : null)
            .OfType<string>().ToList();
        AtomicFile.Write(TablePath, System.Text.Encoding.UTF8.GetBytes(
            string.Concat(rows.Prepend(SweepTable.Header).Select(line => line + "\n"))));
        return rows.Count;
    }

    private static bool IsBegun(string place, SweepManifest manifest)
    {
        if (SweepManifest.Read(ManifestOf(place)) is { } there)
        {
            if (there.Difference(manifest) is { } difference)
                throw new NegPreactException(
                    ErrorKind.SweepFolder, $"{place} holds results of another sweep, not of the same {difference}. "
                    + "Name another folder (--out), or delete this one.");
            return true;
        }

        if (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).FirstOrDefault(
            e => !IsOwn(System.IO.Path.GetFileName(e))) is { } other)
        {
            throw new NegPreactException(
                ErrorKind.SweepFolder,
                $"{place} is not a sweep's folder, because it holds {System.IO.Path.GetFileName(other)} and no "
                    + "manifest; name an empty or new folder (--out).");
        }

        return false;
    }

    private static SweepFolder Of(string place, SweepManifest manifest, bool fresh, Action<string>? tell) =>
        new(place, manifest, ResultStore.Open(
        System.IO.Path.Combine(place, UnitsName), fresh ? DateTimeOffset.UtcNow : null, tell));

    private static string ManifestOf(string folder) => System.IO.Path.Combine(folder, ManifestName);

    // Another part of the sweep may be beginning the same folder in this moment.
    private static bool IsOwn(string name) => name is ManifestName or UnitsName or TableName || name.EndsWith(
        AtomicFile.Ending, StringComparison.Ordinal);
}
