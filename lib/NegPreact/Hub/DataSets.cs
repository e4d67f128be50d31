using System.Text.Json;
using System.Text.Json.Serialization;

namespace NegPreact.Hub;

/// <summary>
/// The public data sets: by name, from the shared folder or the cache, and fetched from where they are published if
/// they are in neither, each file checked against its SHA-256.
/// </summary>
/// <remarks>
/// Wherever a text, pairs, tasks or a treebank is named by a path, the name of a set stands for all its files, and
/// <c>name/file</c> for one of them (<c>wikitext-2/wiki.test.raw</c>). What lies at the path itself comes first.
/// </remarks>
public static class DataSets
{
    /// <summary>The name for all sets of tasks together.</summary>
    public const string AllTasks = "benchmarks";

    private static readonly JsonSerializerOptions form = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Lazy<IReadOnlyList<DataSet>> table = new(ReadTable);

    /// <summary>Every set.</summary>
    public static IReadOnlyList<DataSet> All => table.Value;

    /// <summary>The set of a name, or all sets of tasks (<see cref="AllTasks"/>).</summary>
    /// <exception cref="NegPreactException">There is no such set; the message names those there are.</exception>
    public static IReadOnlyList<DataSet> Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var sets = All.Where(s => s.Name == name || (name == AllTasks && s.Kind == DataSetKind.Tasks)).ToList();
        return sets.Count > 0
            ? sets
            : throw new NegPreactException(
                ErrorKind.Settings, $"There is no data set called \"{name}\"; name "
                + $"{string.Join(", ", All.Select(s => s.Name))}, or {AllTasks} for all tasks.");
    }

    /// <summary>The files of a set, fetched first if they are nowhere; a file packed with gzip will do.</summary>
    /// <param name="name">A set (<c>blimp</c>), or one of its files (<c>blimp/wh_island.jsonl</c>).</param>
    /// <param name="options">Where to look and to keep; by the environment's variables where it is null.</param>
    /// <returns>Their paths, in the order in which they are read.</returns>
    /// <exception cref="NegPreactException">
    /// There is no such set or file, or it cannot be had; the message says why and what to do.
    /// </exception>
    public static IReadOnlyList<string> Files(string name, HubOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var set = Part(name) ?? throw new NegPreactException(
            ErrorKind.Settings, $"There is no data set or file of one called \"{name}\"; `negpreact fetch "
            + "--data` lists "
            + "them.");
        var stop = Progress.Cancellation; // asked for here, on the cell's own thread
        return Task.Run(() => FetchAsync(set, options ?? HubOptions.FromEnvironment(), stop)).GetAwaiter().GetResult();
    }

    /// <summary>
    /// Sees to it that a data set is here, whole and sound: in the shared folder, or else in the cache.
    /// </summary>
    /// <param name="set">Which.</param>
    /// <param name="options">Where to look and to keep.</param>
    /// <param name="cancellation">Stops it; what has arrived is kept.</param>
    /// <returns>The paths of its files.</returns>
    /// <exception cref="NegPreactException">It cannot be had; the message says why and what to do.</exception>
    public static Task<IReadOnlyList<string>> FetchAsync(
        DataSet set, HubOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        return new DataSetFetch(set, options).RunAsync(cancellation);
    }

    /// <summary>The files of what is named like a path and is a data set; null where it is none.</summary>
    /// <exception cref="NegPreactException">The set holds something else, or cannot be had.</exception>
    internal static IReadOnlyList<string>? Find(string path, DataSetKind wanted)
    {
        if (Path.Exists(Repository.Resolve(path)) || Part(path) is not { } set)
            return null;
        return set.Kind == wanted
            ? Files(path)
            : throw new NegPreactException(
                ErrorKind.DataMissing, $"The data set {set.Name} holds {Words(set.Kind)}, and {Words(wanted)} "
                + "is needed "
                + $"here; name one of {string.Join(", ", All.Where(s => s.Kind == wanted).Select(s => s.Name))}, or a "
                + "path.");
    }

    /// <summary>The files of a set or one of its files, without fetching; null where one is nowhere.</summary>
    internal static IReadOnlyList<string>? Here(string name)
    {
        var fetch = new DataSetFetch(Part(name)!, HubOptions.FromEnvironment());
        var stop = Progress.Cancellation;
        return Task.Run(() => fetch.HereAsync(stop)).GetAwaiter().GetResult();
    }

    /// <summary>What a kind of set holds, in words.</summary>
    internal static string Words(DataSetKind kind) => kind switch
    {
        DataSetKind.Text => "text",
        DataSetKind.Pairs => "minimal pairs",
        DataSetKind.Tasks => "a task",
        DataSetKind.Treebank => "a treebank",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    // A set, or a set of the one file that is named.
    private static DataSet? Part(string name)
    {
        var parts = name.Split('/', 2);
        return All.FirstOrDefault(s => s.Name == parts[0]) is not { } set ? null
            : parts.Length == 1 ? set
            : set.Files.FirstOrDefault(f => f.Name == parts[1]) is { } file ? set with { Files = [file] }
            : null;
    }

    private static List<DataSet> ReadTable()
    {
        using var json = typeof(DataSets).Assembly.GetManifestResourceStream("NegPreact.Hub.data-sets.json")!;
        return JsonSerializer.Deserialize<List<DataSet>>(json, form)!;
    }
}
