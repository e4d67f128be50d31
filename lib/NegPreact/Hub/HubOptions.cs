using System.Text;

namespace NegPreact.Hub;

/// <summary>
/// Where models and data sets are fetched from and kept. <see cref="FromEnvironment()"/> reads the variables of Hugging
/// Face's own programs, so that both find each other's files.
/// </summary>
public sealed record HubOptions
{
    private static readonly Uri PublicHub = new("https://huggingface.co");

    /// <summary>The Hub's address (<c>HF_ENDPOINT</c>).</summary>
    /// <exception cref="NegPreactException">It is no http or https address, or holds a user name.</exception>
    public Uri Endpoint
    {
        get;
        init => field = value is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "" }
            ? value
            : throw new NegPreactException(
                ErrorKind.HubServer, "The Hub's address (HF_ENDPOINT) is not usable; give an http or https address "
                + "without a user name, such as https://huggingface.co.");
    } = PublicHub;

    /// <summary>
    /// The access token (<c>HF_TOKEN</c>, else the file that <c>hf auth login</c> writes), or null. It is sent to
    /// <see cref="Endpoint"/> only, and shown nowhere.
    /// </summary>
    /// <exception cref="NegPreactException">It holds a character that no token has.</exception>
    public string? Token
    {
        get;
        init => field = value is null || value.All(c => c is > ' ' and <= '~')
            ? value
            : throw new NegPreactException(
                ErrorKind.HubAccess, "The access token (HF_TOKEN, or the file of HF_TOKEN_PATH) holds a space or "
                + "another character that no token has; copy it again.");
    }

    /// <summary>
    /// The folder of the <c>models--owner--name</c> folders (<c>HF_HUB_CACHE</c>, else <c>hub</c> below
    /// <c>HF_HOME</c>).
    /// </summary>
    public required string Cache { get; init; }

    /// <summary>The folder of fetched data sets: <c>data</c> in the project's own cache.</summary>
    public required string DataCache { get; init; }

    /// <summary>
    /// A folder whose <c>data</c> is looked through before a data set is fetched (<c>NEGPREACT_SHARED</c>, else
    /// <c>shared</c> beside the repository), or null.
    /// </summary>
    public string? Shared { get; init; }

    /// <summary>
    /// Whether only what was fetched before may be used (<c>HF_HUB_OFFLINE</c>, <c>TRANSFORMERS_OFFLINE</c>).
    /// </summary>
    public bool Offline { get; init; }

    /// <summary>Tries without any progress before a request is given up.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>How long a server may send nothing before the request counts as failed.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The pause after the first failure; it doubles with each further one, give or take a half.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How a pause is made.</summary>
    public Func<TimeSpan, CancellationToken, Task> Pause { get; init; } = Task.Delay;

    /// <summary>Where the plain files of GitHub repositories are fetched from.</summary>
    public Uri RawFiles { get; init; } = new("https://raw.githubusercontent.com");

    /// <summary>Whether the system's proxy is used; a server of a test is reached without.</summary>
    internal bool UseProxy { get; init; } = true;

    /// <summary>Bytes free for a folder, or null where that cannot be known.</summary>
    internal Func<string, long?> FreeSpace { get; init; } = DiskSpace.Free;

    /// <summary>Makes a symbolic link at the first path to the second; it throws where there are none.</summary>
    internal Action<string, string> Link { get; init; } = (path, target) => File.CreateSymbolicLink(path, target);

    /// <summary>The options that the environment's variables give.</summary>
    /// <exception cref="NegPreactException">A variable holds what cannot be used.</exception>
    public static HubOptions FromEnvironment()
    {
        var options = FromEnvironment(EnvironmentSettings.Variable);
        return Repository.Found is null ? options : options with { Shared = Repository.Shared };
    }

    internal static HubOptions FromEnvironment(Func<string, string?> variable)
    {
        string? Get(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                if (variable(name)?.Trim() is { Length: > 0 } value)
                    return value;
            return null;
        }

        bool IsOn(params ReadOnlySpan<string> names) =>
            Get(names)?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";

        var caches = Get("XDG_CACHE_HOME") ?? "~/.cache";
        var home = Expand(Get("HF_HOME") ?? Path.Combine(caches, "huggingface"));
        var endpoint = Get("HF_ENDPOINT");
        return new()
        {
            Endpoint = endpoint is null ? PublicHub : Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) ? uri
                : new("", UriKind.Relative),
            Token = IsOn("HF_HUB_DISABLE_IMPLICIT_TOKEN") ? null
                : Get("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN") ?? TokenIn(
                    Expand(Get("HF_TOKEN_PATH") ?? Path.Combine(home, "token"))),
            Cache = Expand(Get("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE") ?? Path.Combine(home, "hub")),
            DataCache = Path.Combine(UserCache.Folder, "data"),
            Shared = Get(EnvironmentSettings.VariableOf("shared")),
            Offline = IsOn("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"),
        };
    }

    private static string? TokenIn(string file)
    {
        try
        {
            return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } token ? token : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.HubAccess,
                $"The access token in {file} cannot be read ({e.Message}); check the permission to read it, or give "
                    + "the token in HF_TOKEN.",
                e);
        }
    }

    private static string Expand(string path) => Path.GetFullPath(
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
            : path);

    // A record writes all its properties into its text, and this one's text must be fit for a log.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Endpoint = {Endpoint}, Token = {(Token is null ? "none" : "given")}, Cache = {Cache}, Offline = "
            + $"{Offline}");
        return true;
    }
}
