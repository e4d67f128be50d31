using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace NegPreact.Results;

/// <summary>
/// A folder of results, one file each, so that nothing is measured twice. A result's key is the SHA-256 of all that it
/// depends on; every file is checked when it is read, and one that is damaged or does not match its name is reported
/// and measured again.
/// </summary>
/// <remarks>
/// Several programs may use one folder at once: a file appears whole or not at all. A program killed at any moment
/// loses no more than what it was measuring. The folder can be deleted at any time.
/// </remarks>
/// <example>
/// <code>
/// var cache = new MeasuringCache(model, ResultStore.Open("results"));
/// Console.WriteLine(cache.Perplexity(corpus.Windows(model.Tokenizer, 256), new(neurons, Ablation.ZeroNegative)));
/// </code>
/// </example>
public sealed class ResultStore
{
    private const string Ending = ".json";
    private readonly DateTimeOffset notBefore;
    private readonly Action<string> tell;
    private readonly IReadOnlyList<ResultRecord> records;
    private readonly Dictionary<string, byte[]> used = [];
    private readonly Lock turn = new();

    private ResultStore(
        string folder, DateTimeOffset notBefore, Action<string> tell, IReadOnlyList<ResultRecord> records) =>
        (Folder, this.notBefore, this.tell, this.records) = (folder, notBefore, tell, records);

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>What it has been used for since it was opened.</summary>
    public StoreUse Use { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Called after each result that was read or measured.</summary>
    internal Action? Taken { get; set; }

    /// <summary>Where some recorded results are to be measured again, what they are compared by.</summary>
    internal ResultAudit? Audit { get; init; }

    /// <summary>Opens a folder as a store; it is made with the first result.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="notBefore">
    /// Results that were measured before this moment are measured again and replaced; none if null.
    /// </param>
    /// <param name="tell">
    /// Receives a sentence for each file that cannot be used; the console's error stream if null.
    /// </param>
    /// <param name="records">
    /// Where a result is looked for that the folder does not hold; nothing is written there. Not with
    /// <paramref name="notBefore"/>, since whoever gives it wants results measured.
    /// </param>
    public static ResultStore Open(
        string folder, DateTimeOffset? notBefore = null, Action<string>? tell = null,
        IReadOnlyList<ResultRecord>? records = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var place = Path.GetFullPath(folder);
        AtomicFile.Clean(place);
        return new ResultStore(
            place, notBefore ?? DateTimeOffset.MinValue, tell ?? Console.Error.WriteLine,
            notBefore is null ? records ?? [] : []);
    }

    /// <summary>
    /// A record as a store, some of whose results are measured again; nothing is written, and what it lacks is refused.
    /// </summary>
    internal static ResultStore ToAudit(ResultRecord record, ResultAudit audit) =>
        new(Path.Combine(record.Folder, "no-store"), DateTimeOffset.MinValue, Console.Error.WriteLine, [record])
        {
            Audit = audit,
        };

    /// <summary>
    /// The store that <c>NEGPREACT_STORE</c> names (a relative folder from the repository), <c>out/store</c> in the
    /// repository where it names none; behind it stand the repository's records (<see cref="ResultRecord.All"/>). With
    /// <c>NEGPREACT_FRESH</c> set to yes everything is measured again that was measured before this program first asked
    /// for a store.
    /// </summary>
    /// <returns>
    /// Null where <c>NEGPREACT_STORE</c> is <c>off</c>, and outside the repository where it is not set.
    /// </returns>
    public static ResultStore? FromEnvironment()
    {
        var named = EnvironmentSettings.Find("store");
        if (named == "off" || (named is null && Repository.Found is null))
            return null;
        var folder = named ?? Path.Combine("out", "store");
        return Open(
            Path.GetFullPath(folder, Repository.Found ?? Directory.GetCurrentDirectory()),
            EnvironmentSettings.IsYes("fresh") ? Began() : null, records: ResultRecord.All());
    }

    /// <summary>A result from the store, or measured and put there.</summary>
    /// <typeparam name="T">
    /// A type that JSON can hold without loss: records of numbers, texts, enums, and lists of them.
    /// </typeparam>
    /// <param name="kind">What is measured, by which version of its method.</param>
    /// <param name="specification">
    /// All that the result depends on besides: hashes of weights and data, settings.
    /// </param>
    /// <param name="measure">Measures it.</param>
    /// <exception cref="NegPreactException">The result cannot be written.</exception>
    public T Get<T>(ResultKind kind, object specification, Func<T> measure)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentNullException.ThrowIfNull(measure);
        var asked = Asked(kind, specification);
        if (TryRead<T>(kind, asked, out var found))
        {
            if (Audit is { } audit && CanonicalJson.Hash(asked) is var key && audit.Wants(key))
                audit.Compare(kind.Name, key, Recorded(key, asked)!.Result, Json(measure()));
            return found;
        }

        if (Audit is not null && !kind.HoldsText)
            throw new NegPreactException(
                ErrorKind.Record, $"{records[0].Folder} lacks {kind.Name} that its steps ask for; the data, or this "
                + "version of the program, are others than those that it was measured with.");
        var (clock, began) = (Stopwatch.StartNew(), DateTimeOffset.UtcNow);
        var result = measure();
        var seconds = clock.Elapsed.TotalSeconds;
        if (Audit is not null)
            return result;
        if (Json(result) is { } json)
            Put(new StoredResult(asked, json, began, seconds, StoredResult.Current));
        else
            tell($"The {kind.Name} hold a number that is not finite and are not kept; check that the model's weights "
                + "are finite.");
        Count(kind, asked, new StoreUse(0, 1, 0, seconds));
        return result;
    }

    /// <summary>Whether a result is in the store, whole and as asked.</summary>
    /// <typeparam name="T">As for <see cref="Get"/>.</typeparam>
    /// <param name="kind">What is measured, by which version of its method.</param>
    /// <param name="specification">All that the result depends on besides.</param>
    /// <param name="result">The result, where it is there.</param>
    public bool TryGet<T>(ResultKind kind, object specification, [MaybeNullWhen(false)] out T result)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(specification);
        return TryRead(kind, Asked(kind, specification), out result);
    }

    /// <summary>
    /// The keys of the results that were read or measured since it was opened, in order; none of those that hold text.
    /// </summary>
    internal IReadOnlyList<string> UsedKeys
    {
        get
        {
            lock (turn)
                return [.. used.Keys.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>A result that was read or measured since it was opened; null where it could not be kept.</summary>
    internal StoredResult? OfUsed(string key) =>
        Stored(key, "it is not recorded") ?? Recorded(key, used[key]);

    /// <summary>The name of a result's file without its ending.</summary>
    internal static string Key(ResultKind kind, object specification) => CanonicalJson.Hash(Asked(kind, specification));

    /// <summary>The keys of all files, whatever is in them.</summary>
    internal IEnumerable<string> Keys => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*" + Ending).Select(
            f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)
        : [];

    /// <summary>The content of a file that is present and intact; any other is reported.</summary>
    /// <param name="key">The result's key.</param>
    /// <param name="consequence">What is reported of any other file: what happens then.</param>
    internal StoredResult? Stored(string key, string consequence)
    {
        string? fault = null;
        var stored = Bytes(key) is { } bytes ? StoredResult.Read(bytes, key, out fault) : null;
        if (fault is not null)
            tell($"{PathOf(key)} {fault}: {consequence}.");
        return stored;
    }

    /// <summary>Writes a result, replacing one of the same key.</summary>
    internal void Put(StoredResult stored) => AtomicFile.Write(PathOf(stored.Key), stored.ToBytes());

    /// <summary>Counts layers that were saved and run for what was measured.</summary>
    internal void Count(LayerUse layers)
    {
        lock (turn)
            Use = Use.And(new StoreUse(0, 0, 0, 0) { Layers = layers });
    }

    // One moment for the whole program, in whatever copies it has loaded this library: one notebook reads what another
    // has just measured.
    private static DateTimeOffset Began()
    {
        const string name = "NegPreact.Results.Began";
        if (AppContext.GetData(name) is null)
            AppContext.SetData(name, DateTimeOffset.UtcNow);
        return (DateTimeOffset)AppContext.GetData(name)!;
    }

    private static byte[] Asked(ResultKind kind, object specification) => CanonicalJson.Of(
        new { kind = kind.Name, kind.Method, specification });

    private static byte[]? Json<T>(T result)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(result, CanonicalJson.Options);
        }
        catch (ArgumentException)
        {
            return null; // NaN or infinity
        }
    }

    private bool TryRead<T>(ResultKind kind, byte[] asked, [MaybeNullWhen(false)] out T result)
    {
        result = default;
        var consequence = $"the {kind.Name} in it are measured again";
        var key = CanonicalJson.Hash(asked);
        var own = Stored(key, consequence) is { } kept && kept.Measured >= notBefore ? kept : null;
        if ((own ?? Recorded(key, asked)) is not { } stored)
            return false;
        try
        {
            result = JsonSerializer.Deserialize<T>(stored.Result.Span, CanonicalJson.Options);
            Count(kind, asked, new StoreUse(1, 0, stored.Seconds, 0) { Recorded = own is null ? 1 : 0 });
            return result is not null;
        }
        catch (Exception e) when (e is JsonException or NegPreactException)
        {
            tell($"{PathOf(key)} does not fit what is measured today: {consequence}.");
            return false;
        }
    }

    private StoredResult? Recorded(string key, byte[] asked) =>
        records.Select(record => record.Find(key, asked)).FirstOrDefault(found => found is not null);

    private string PathOf(string key) => Path.Combine(Folder, key + Ending);

    private byte[]? Bytes(string key)
    {
        try
        {
            using var file = new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // unreadable, which is told and measured again like any other damage
        }
    }

    private void Count(ResultKind kind, byte[] asked, StoreUse more)
    {
        lock (turn)
        {
            if (!kind.HoldsText)
                used.TryAdd(CanonicalJson.Hash(asked), asked);
            Use = Use.And(more);
        }

        Taken?.Invoke();
    }
}
