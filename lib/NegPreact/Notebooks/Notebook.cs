using System.Globalization;
using System.Runtime.InteropServices;
using NegPreact.Native;
using NegPreact.Results;

namespace NegPreact;

/// <summary>What a notebook's first cell calls.</summary>
public static class Notebook
{
    /// <summary>
    /// Where the notebook keeps results, to be handed to what measures; null until it has started, and where
    /// <c>NEGPREACT_STORE</c> is <c>off</c>.
    /// </summary>
    public static ResultStore? Store { get; internal set; }

    /// <summary>
    /// Gives what all charts and tables of the notebook share (plotly.js and one stylesheet, no network needed) and
    /// says what runs here. Leave it as the cell's last expression, so that it is shown. From here on numbers read
    /// alike ("0.5", "1,000") whatever the reader's language, and results are kept in <see cref="Store"/>.
    /// </summary>
    public static NotebookStart Start()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        EnvironmentSettings.Check();
        Store = ResultStore.FromEnvironment();
        ClaimFacts.Saved = () => Store?.Use.SecondsSaved ?? 0;
        return new NotebookStart(string.Join(", ", Facts()) + ".");
    }

    /// <summary>
    /// What the last cell of a notebook shows: how much of what it reports was read from <see cref="Store"/>, and how
    /// much measured.
    /// </summary>
    public static string Results() => Store is { } store
        ? $"{store.Use}. The store is {Shown(store.Folder)}; `negpreact run --fresh` measures everything again."
        : "Everything was measured; no store is in use.";

    /// <summary>
    /// A parameter that can be set from outside without a change to the notebook (<see cref="EnvironmentSettings"/>).
    /// </summary>
    /// <param name="name">The parameter's name ("model").</param>
    /// <param name="otherwise">Its value where nothing was set.</param>
    public static string Setting(string name, string otherwise) => EnvironmentSettings.Find(name) ?? otherwise;

    private static string Shown(string folder) => Repository.Found is { } root
        ? Path.GetRelativePath(root, folder).Replace('\\', '/') : folder;

    private static IEnumerable<string> Facts() =>
    [
        $"NegPreact {typeof(Notebook).Assembly.GetName().Version?.ToString(3)}",
        RuntimeInformation.FrameworkDescription,
        NativeLibraries.Description,
        NegPreact.Numbers.Count(TorchSharp.torch.get_num_threads(), "thread"),
        .. Setting("device", "") is { Length: > 0 } device ? [$"computing on {device}"] : Array.Empty<string>(),
        .. Setting("compute", "") is { Length: > 0 } compute ? [$"in {compute}"] : Array.Empty<string>(),
        .. Setting("accept-unknown", "") is { Length: > 0 } fields
            ? [$"without regard to {fields} in config.json"]
            : Array.Empty<string>(),
        .. Setting("data", "") is { Length: > 0 } data ? [$"with the data {data}"] : Array.Empty<string>(),
        .. Store is { } store ? [$"results kept in {Shown(store.Folder)}"] : Array.Empty<string>(),
        .. Setting("quick", "") == "yes" ? ["a quick run with fewer sets and items than usual"] : Array.Empty<string>(),
    ];
}
