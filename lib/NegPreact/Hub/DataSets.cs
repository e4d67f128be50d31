namespace NegPreact.Hub;

/// <summary>
/// Fetches the public data sets from where their authors publish them, at fixed commits, each file checked against its
/// SHA-256.
/// </summary>
public static class DataSets
{
    /// <summary>The folder of a data set, fetched first if it is nowhere.</summary>
    /// <param name="set">Which.</param>
    /// <param name="options">Where to look and to keep; by the environment's variables where it is null.</param>
    /// <exception cref="NegPreactException">It cannot be had; the message says why and what to do.</exception>
    public static string Folder(DataSet set, HubOptions? options = null)
    {
        var stop = Progress.Cancellation; // asked for here, on the cell's own thread
        return Task.Run(() => FetchAsync(set, options ?? HubOptions.FromEnvironment(), stop)).GetAwaiter().GetResult();
    }

    /// <summary>
    /// Sees to it that a data set is here, whole and sound: in the shared folder, or else in the cache.
    /// </summary>
    /// <param name="set">Which.</param>
    /// <param name="options">Where to look and to keep.</param>
    /// <param name="cancellation">Stops it; what has arrived is kept.</param>
    /// <returns>Its folder.</returns>
    /// <exception cref="NegPreactException">It cannot be had; the message says why and what to do.</exception>
    public static async Task<string> FetchAsync(
        DataSet set, HubOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var data = DataFiles.Of(set);
        var folder = Path.GetFullPath(Path.Combine(options.DataCache, data.Folder));
        if (options.Shared is { } shared && Path.GetFullPath(Path.Combine(shared, "data", data.Folder)) is var other
            && (await LackingAsync(data, other, cancellation)).Count == 0)
            return other;
        try
        {
            var lacking = await LackingAsync(data, folder, cancellation);
            if (lacking.Count > 0)
                await BringAsync(set, data, lacking, folder, options, cancellation);
            return folder;
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            throw DiskSpace.Shortage(folder, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.CacheFolder,
                $"{folder}: cannot be used to keep data ({e.Message}). Check the permission to write there, or set "
                    + "NEGPREACT_CACHE to another folder.",
                e);
        }
    }

    private static async Task<List<DataFiles.Entry>> LackingAsync(
        DataFiles data, string folder, CancellationToken cancellation)
    {
        var lacking = new List<DataFiles.Entry>();
        foreach (var file in data.Files)
            if (!await file.Kept.MatchesAsync(Path.Combine(folder, file.Name), cancellation))
                lacking.Add(file);
        return lacking;
    }

    private static async Task BringAsync(DataSet set, DataFiles data, List<DataFiles.Entry> lacking, string folder,
        HubOptions options, CancellationToken cancellation)
    {
        if (options.Offline)
            throw new NegPreactException(
                ErrorKind.HubOffline, $"{set}: {lacking.Count} of its {data.Files.Count} files are not in {folder} "
                + $"({lacking[0].Name} for one), and nothing may be fetched: fetch it once with a network (without "
                + "--offline and HF_HUB_OFFLINE).");
        Directory.CreateDirectory(folder);
        using var transport = new HubTransport(options);
        using var progress = new Transfer($"Fetching {set}", lacking.Sum(f => f.Size));
        foreach (var file in lacking)
        {
            var address = new Uri($"{options.RawFiles.AbsoluteUri.TrimEnd('/')}/{data.Source}/{file.Name}");
            var destination = Path.Combine(folder, file.Name);
            var published = file.Kept == file.Published ? destination : $"{destination}.crlf";
            var remote = new RemoteFile($"{set}, {file.Name}", address, file.Size, file.Published,
                (response, asked) => Check(response, asked.Host, set, address));
            await new Download(transport, options, remote, progress.Of(file.Name)).ToAsync(published, cancellation);
            if (published != destination)
                await TurnLineEndsAsync(published, destination, file.Kept, cancellation);
            progress.Finish(file.Size);
        }
    }

    private static void Check(HttpResponseMessage response, string host, DataSet set, Uri address)
    {
        Refusals.CheckPassing(response, host);
        if ((int)response.StatusCode >= 400)
            throw new NegPreactException(
                ErrorKind.HubDownload, $"{set}: {host} answers {(int)response.StatusCode} for {address}. Put a copy of "
                + "the data set below NEGPREACT_SHARED, as data/README.md says.");
    }

    private static async Task TurnLineEndsAsync(
        string published, string destination, Checksum kept, CancellationToken cancellation)
    {
        var bytes = await File.ReadAllBytesAsync(published, cancellation);
        var turned = new MemoryStream(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] != '\r' || i + 1 == bytes.Length || bytes[i + 1] != '\n')
                turned.WriteByte(bytes[i]);
        if (!await kept.MatchesAsync(turned, cancellation))
            throw new NegPreactException(
                ErrorKind.HubDownload, $"{published}: does not have the checksum expected once its line ends are LF. "
                + "Delete it and fetch the data set again.");
        var temporary = $"{destination}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllBytesAsync(temporary, turned.ToArray(), cancellation);
        File.Move(temporary, destination, overwrite: true);
        File.Delete(published);
    }
}
