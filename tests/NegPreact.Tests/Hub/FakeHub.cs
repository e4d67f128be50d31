using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NegPreact.Hub;

namespace NegPreact.Tests.Hub;

/// <summary>
/// A Hub of one test's own: small files come from it, weights by a redirect to a second server, as from the real one. A
/// test may spoil any answer.
/// </summary>
internal sealed class FakeHub : IDisposable
{
    public const string Token = "hf_secretsecret";
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<(string Repository, string Revision), string> commits = [];
    private readonly Dictionary<string, Dictionary<string, byte[]>> files = []; // by commit
    private int store;

    public FakeHub()
    {
        Store = new(r => SpoilStore(r, Stored(r), Interlocked.Increment(ref store)));
        Main = new(r => Spoil(r, Answer(r)));
        Options = new()
        {
            Endpoint = Main.Address,
            RawFiles = Store.Address,
            Token = Token,
            Cache = Path.Combine(folder.Path, "hub"),
            DataCache = Path.Combine(folder.Path, "data"),
            UseProxy = false,
            Pause = (time, cancellation) =>
            {
                Pauses.Enqueue(time);
                cancellation.ThrowIfCancellationRequested();
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>The Hub itself.</summary>
    public TestServer Main { get; }

    /// <summary>Where the weights lie.</summary>
    public TestServer Store { get; }

    public HubOptions Options { get; set; }

    public ConcurrentQueue<TimeSpan> Pauses { get; } = [];

    /// <summary>Changes an answer of the Hub.</summary>
    public Func<Request, Reply, Reply> Spoil { get; set; } = (_, reply) => reply;

    /// <summary>Changes an answer of the store; gets the number of the request, from 1.</summary>
    public Func<Request, Reply, int, Reply> SpoilStore { get; set; } = (_, reply, _) => reply;

    public string Root => folder.Path;

    public IEnumerable<Request> Gets => Main.Requests.Concat(Store.Requests).Where(
        r => r.Method == "GET" && !r.Path.StartsWith("/api/", StringComparison.Ordinal));

    /// <summary>Adds a revision.</summary>
    /// <returns>Its commit.</returns>
    public string Add(string id, params IEnumerable<(string Name, byte[] Content)> content)
    {
        var model = HubModelId.Parse(id);
        var commit = Hash(SHA1.HashData, Encoding.UTF8.GetBytes(id));
        commits[(model.Repository, model.Revision)] = commits[(model.Repository, commit)] = commit;
        files[commit] = content.ToDictionary(f => f.Name, f => f.Content);
        return commit;
    }

    public Task<HubSnapshot> FetchAsync(string id, CancellationToken cancellation = default) =>
        FetchAsync(id, Options, cancellation);

    public async Task<HubSnapshot> FetchAsync(string id, HubOptions options, CancellationToken cancellation = default)
    {
        using var client = new HubClient(options);
        return await client.FetchAsync(HubModelId.Parse(id), cancellation);
    }

    public async Task<string> RefusalAsync(string id) => (
        await Assert.ThrowsAsync<NegPreactException>(() => FetchAsync(id))).Message;

    /// <summary>The names of all files below the cache, without those of links' targets.</summary>
    public IEnumerable<string> Cached(string pattern = "*") =>
        Directory.Exists(Options.Cache) ? Directory.EnumerateFiles(Options.Cache, pattern, SearchOption.AllDirectories)
        .Select(p => Path.GetRelativePath(Options.Cache, p)) : [];

    public static string Sha256(byte[] content) => Hash(SHA256.HashData, content);

    public static string GitSha1(byte[] content) => Hash(
        SHA1.HashData, [.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]);

    public void Dispose()
    {
        Main.Dispose();
        Store.Dispose();
        folder.Dispose();
    }

    private static string Hash(Func<byte[], byte[]> hash, byte[] content) => Convert.ToHexStringLower(hash(content));

    private Reply Answer(Request request)
    {
        var path = request.Path.TrimStart('/').Split('/');
        return path switch
        {
            ["api", "models", var owner, var name, "revision", var revision] =>
                commits.TryGetValue(($"{owner}/{name}", Uri.UnescapeDataString(revision)), out var commit)
                    ? Reply.Text(200,
                        JsonSerializer.Serialize(
                        new { id = $"{owner}/{name}", sha = commit,
                        siblings = files[commit].Keys.Select(f => new { rfilename = f }) }))
                    : Reply.Text(404).With("X-Error-Code", commits.Keys.Any(k => k.Repository == $"{owner}/{name}")
                        ? "RevisionNotFound" : "RepoNotFound"),
            [_, _, "resolve", var commit, var file] => Resolve(request, commit, file),
            _ => Reply.Text(404),
        };
    }

    private Reply Resolve(Request request, string commit, string file)
    {
        if (!files[commit].TryGetValue(file, out var content))
            return Reply.Text(404).With("X-Error-Code", "EntryNotFound");
        var sha256 = Sha256(content);
        return (file.EndsWith(".safetensors", StringComparison.Ordinal)
            ? Reply.Text(302).With("Location", $"{Store.Address}{commit}/{file}?signature=private")
                .With("X-Linked-Etag", $"\"{sha256}\"").With("X-Linked-Size", $"{content.Length}")
            : Part(request, content, $"\"{GitSha1(content)}\"")).With("X-Repo-Commit", commit);
    }

    private Reply Stored(Request request)
    {
        var path = request.Path.Split('?')[0].TrimStart('/').Split('/', 2);
        return files.TryGetValue(path[0], out var commit) && commit.TryGetValue(path[1], out var content)
            ? Part(request, content, $"\"{Sha256(content)[..8]}-1\"") // a store's own tag, not the Hub's
            : Reply.Text(404);
    }

    private static Reply Part(Request request, byte[] content, string tag)
    {
        var from = request.Header("If-Range") is { } condition && condition != tag ? null : request.From;
        return from is null ? new Reply(200, content).With("ETag", tag)
            : from >= content.Length ? Reply.Text(416)
            : new Reply(206, content[from.Value..]).With("ETag", tag).With(
                "Content-Range", $"bytes {from}-{content.Length - 1}/{content.Length}");
    }
}
