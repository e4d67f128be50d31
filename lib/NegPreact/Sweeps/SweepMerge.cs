using NegPreact.Results;

namespace NegPreact.Sweeps;

/// <summary>Merges the parts of one sweep, in any order.</summary>
public static class SweepMerge
{
    /// <summary>
    /// Copies the units of several folders into one and writes their table; what lies in that folder already is one of
    /// the parts.
    /// </summary>
    /// <param name="folders">Folders that <see cref="Sweep"/> wrote.</param>
    /// <param name="output">The folder for all of them.</param>
    /// <param name="tell">
    /// Receives a sentence for each file that cannot be used; the console's error stream if null.
    /// </param>
    /// <returns>How many units of the plan are there now.</returns>
    /// <exception cref="NegPreactException">
    /// A folder is not a sweep's, two have different plans, weights, data or methods, or a unit has two results.
    /// </exception>
    public static SweepReport Run(IReadOnlyList<string> folders, string output, Action<string>? tell = null)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (folders.Count == 0)
            throw new NegPreactException(ErrorKind.SweepFolder, "No folder to merge was named; name at least one.");
        var parts = folders.Select(f => SweepFolder.Open(f, tell)).ToList();
        foreach (var part in parts)
            if (part.Manifest.Difference(parts[0].Manifest) is { } difference)
                throw new NegPreactException(
                    ErrorKind.SweepFolder, $"{part.Path} and {parts[0].Path} are parts of different sweeps, not of the "
                    + $"same {difference}. Merge parts of one.");
        var whole = SweepFolder.For(output, parts[0].Manifest, false, tell);
        var units = whole.Manifest.Units().ToDictionary(
            u => ResultStore.Key(ResultKinds.SweepUnit, whole.Manifest.Specification(u)));
        var sources = parts.Append(whole).DistinctBy(p => p.Path).ToList();
        foreach (var (file, source) in sources.SelectMany(
            s => s.Store.Keys.Where(k => !units.ContainsKey(k)).Select(k => (k, s))))
            (tell ?? Console.Error.WriteLine)($"{file} in {source.Path} is no unit of this sweep and is left out.");
        // Everything is read before anything is written, so that a refusal leaves no half of a merger.
        var from = units.Select(u => (u.Key, Source: Chosen(u.Key, u.Value, sources))).Where(u => u.Source is not null)
            .ToList();
        whole.Begin();
        foreach (var (key, source) in from)
            if (source != whole && source!.Store.Stored(key, SweepFolder.LeftOut) is { } unit)
                whole.Store.Put(unit);
        return new SweepReport(
            units.Count, whole.WriteTable(), from.Count(u => u.Source == whole), from.Count(u => u.Source != whole));
    }

    // Of equal results the one that was measured first, wherever it lies: so the order of the folders does not matter.
    private static SweepFolder? Chosen(string key, SweepUnit unit, List<SweepFolder> sources)
    {
        var found = sources.Select(s => (Source: s, Unit: s.Store.Stored(key, SweepFolder.LeftOut)!))
            .Where(f => f.Unit is not null).ToList();
        if (found.FirstOrDefault(
            f => !f.Unit.Result.Span.SequenceEqual(found[0].Unit.Result.Span)) is { Source: { } other })
            throw new NegPreactException(
                ErrorKind.SweepFolder, $"{unit} has one result in {found[0].Source.Path} and another in {other.Path} "
                + $"({key}.json), as machines may compute differently; delete one of the two files and merge again.");
        return found.OrderBy(f => f.Unit.Measured).ThenBy(f => f.Unit.Seconds).ThenBy(
            f => f.Unit.Version, StringComparer.Ordinal).FirstOrDefault().Source;
    }
}
