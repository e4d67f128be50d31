namespace NegPreact.Hub;

/// <summary>
/// Fetches models into Hugging Face's own cache: safetensors weights, configuration and tokenizer, each checked against
/// the hash that the Hub states for it, also when it was there before.
/// </summary>
public sealed class HubClient : IDisposable
{
    // bytes; the largest repositories list some tens of thousands of files
    private const int MaxDescription = 16_000_000;
    private const int FirstAttempts = 3; // without a network a person should soon be told

    private readonly HubOptions options;
    private readonly HubTransport transport;

    /// <summary>Makes a client.</summary>
    public HubClient(HubOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        transport = new(options);
    }

    /// <summary>Sees to it that a model is in the cache, whole and sound.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellation">Stops it; what has arrived is kept and gone on from the next time.</param>
    /// <exception cref="NegPreactException">It cannot be had; the message says why and what to do.</exception>
    public async Task<HubSnapshot> FetchAsync(HubModelId id, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        var cache = new HubCache(options, id);
        try
        {
            if (options.Offline)
                return await FromCacheAsync(id, cache, cancellation);

            // A commit cannot change, so if all of it is here, nobody needs to be asked.
            if (id.IsCommit && IsWhole(cache.Snapshot(id.Revision)) && await BrokenAsync(
                cache.Snapshot(id.Revision), cancellation) is null)
                return new(id, id.Revision, cache.Snapshot(id.Revision));
            return await FromHubAsync(id, cache, cancellation);
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            throw DiskSpace.Shortage(options.Cache, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.CacheFolder,
                $"{options.Cache}: cannot be used as the cache ({e.Message}). Check the permission to write there, or "
                    + "set HF_HOME to another folder.",
                e);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => transport.Dispose();

    private async Task<HubSnapshot> FromCacheAsync(HubModelId id, HubCache cache, CancellationToken cancellation)
    {
        const string Advice = "fetch it once with a network (without --offline and HF_HUB_OFFLINE)";
        if (cache.KnownCommit() is not { } commit || cache.Snapshot(commit) is var folder && !Directory.Exists(folder))
            throw new NegPreactException(
                ErrorKind.HubOffline, $"{id} is not in the cache {options.Cache}, and nothing may be fetched: "
                + $"{Advice}.");
        var missing = ModelFiles.Wanted(folder).Where(f => !f.Present).Select(f => f.Name).ToList();
        if (missing.Count > 0)
            throw new NegPreactException(
                ErrorKind.HubOffline, $"The cache {options.Cache} holds {id} without {string.Join(", ", missing)}, and "
                + $"nothing may be fetched: {Advice}.");
        if (await BrokenAsync(folder, cancellation) is { } broken)
            throw new NegPreactException(
                ErrorKind.HubOffline, $"{broken} does not have the checksum that its blob is named by, and nothing may "
                + $"be fetched: {Advice}.");
        return new(id, commit, folder);
    }

    // Another program may have fetched some files only: a tokenizer is asked for, though a model may have none.
    private static bool IsWhole(string folder) =>
        ModelFiles.Wanted(folder).All(f => f.Present) && File.Exists(Path.Combine(folder, "tokenizer.json"));

    private static async Task<string?> BrokenAsync(string folder, CancellationToken cancellation)
    {
        foreach (var path in ModelFiles.Wanted(folder).Select(f => Path.Combine(folder, f.Name)))
            if (HubCache.Linked(path) is { } checksum && !await checksum.MatchesAsync(path, cancellation))
                return path;
        return null;
    }

    private async Task<HubSnapshot> FromHubAsync(HubModelId id, HubCache cache, CancellationToken cancellation)
    {
        var (commit, offered) = await DescribeAsync(id, cancellation);
        Directory.CreateDirectory(cache.Blobs);
        var chosen = ModelFiles.Choose(offered, id, options.Endpoint);
        if (chosen.Contains(ModelFiles.Index)) // it names the rest
        {
            await BringAsync(id, commit, cache, [ModelFiles.Index], cancellation);
            chosen = [.. chosen, .. ModelFiles.Shards(Path.Combine(cache.Snapshot(commit), ModelFiles.Index))];
        }

        await BringAsync(id, commit, cache, chosen, cancellation);
        cache.RememberCommit(commit);
        return new(id, commit, cache.Snapshot(commit));
    }

    private async Task BringAsync(
        HubModelId id, string commit, HubCache cache, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var wanted = new List<(string Name, RemoteFile File)>();
        foreach (var name in names)
        {
            var file = await StatAsync(id, commit, name, cancellation);
            if (!await cache.HasAsync(commit, name, file.Checksum, cancellation))
                wanted.Add((name, file));
        }

        if (wanted.Count == 0)
            return;
        var total = wanted.Sum(w => w.File.Size);
        var needed = total - wanted.Sum(w => PartialFile.Arrived(Path.Combine(cache.Blobs, w.File.Checksum.Hex)));
        if (options.FreeSpace(options.Cache) is { } free && free < needed)
            throw DiskSpace.Shortage(options.Cache, needed, free);
        using var progress = new Transfer($"Fetching {id}", total);
        foreach (var (name, file) in wanted)
        {
            await new Download(transport, options, file, progress.Of(name)).ToAsync(
                Path.Combine(cache.Blobs, file.Checksum.Hex), cancellation);
            cache.Place(commit, name, file.Checksum, isNew: true);
            progress.Finish(file.Size);
        }
    }

    private Task<(string Commit, IReadOnlyCollection<string> Files)> DescribeAsync(
        HubModelId id, CancellationToken cancellation)
    {
        var address = Address($"api/models/{id.Repository}/revision/{Uri.EscapeDataString(id.Revision)}");
        return Patience.TryAsync(
            id.ToString(), options with { Attempts = Math.Min(options.Attempts, FirstAttempts) }, async () =>
        {
            using var response = await transport.SendAsync(HttpMethod.Get, address, null, cancellation);
            Refusals.Check(response, (address.Host, true), id, null, options);
            return Description.Read(
                await transport.ReadAllAsync(response, address, MaxDescription, cancellation), address.Host);
        }, cancellation);
    }

    private Task<RemoteFile> StatAsync(HubModelId id, string commit, string name, CancellationToken cancellation)
    {
        var address = Address($"{id.Repository}/resolve/{commit}/{Uri.EscapeDataString(name)}");
        return Patience.TryAsync($"{id}, {name}", options, async () =>
        {
            using var response = await transport.SendAsync(HttpMethod.Head, address, null, cancellation);
            Refusals.Check(response, (address.Host, true), id, name, options);
            string? Header(string key) => response.Headers.TryGetValues(key, out var values) ? values.FirstOrDefault()
                : null;
            if (Header("X-Repo-Commit") is { } other && other != commit)
                throw new NegPreactException(
                    ErrorKind.HubServer,
                    $"{address.Host} has {name} of {id} at a commit other than the one asked for; check HF_ENDPOINT.");
            var checksum = Checksum.Read(Header("X-Linked-Etag") ?? Header("ETag"));
            var size = long.TryParse(Header("X-Linked-Size"), out var linked) ? linked
                : response.Content.Headers.ContentLength;
            if (checksum is null || size is null or < 0)
                throw new NegPreactException(
                    ErrorKind.HubServer, $"{address.Host} does not state the size and the checksum of {name} of {id}, "
                    + "without which it cannot be checked; check HF_ENDPOINT.");
            return new RemoteFile($"{id}, {name}", address, size.Value, checksum.Value,
                (r, asked) => Refusals.Check(r, asked, id, name, options));
        }, cancellation);
    }

    private Uri Address(string path) => new($"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
}
