using System.Security.Cryptography;

namespace NegPreact.Hub;

/// <summary>Looks for a data set, and brings what is missing.</summary>
internal sealed class DataSetFetch(DataSet set, HubOptions options)
{
    private readonly string cache = Path.GetFullPath(Path.Combine(options.DataCache, set.Folder));

    /// <summary>The paths of its files; they are fetched where one is missing.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation)
    {
        try
        {
            if (await HereAsync(cancellation) is { } here)
                return here;
            var found = await FindAsync(cache, cancellation);
            await BringAsync([.. set.Files.Where((_, i) => found[i] is null)], cancellation);
            return [.. set.Files.Select((file, i) => found[i] ?? Path.Combine(cache, file.Name))];
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            throw DiskSpace.Shortage(cache, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.CacheFolder,
                $"{cache}: cannot be used to keep data ({e.Message}). Check the permission to write there, or set "
                    + "NEGPREACT_CACHE to another folder.",
                e);
        }
    }

    /// <summary>The paths of its files in the shared folder or the cache; null where both lack one.</summary>
    public async Task<IReadOnlyList<string>?> HereAsync(CancellationToken cancellation)
    {
        string[] folders = options.Shared is { } shared
            ? [Path.GetFullPath(Path.Combine(shared, "data", set.Folder)), cache] : [cache];
        foreach (var folder in folders)
            if (await FindAsync(folder, cancellation) is var found && !found.Contains(null))
                return found!;
        return null;
    }

    // For each file where it lies in a folder, as it is or packed; null where it does not or is another.
    private async Task<List<string?>> FindAsync(string folder, CancellationToken cancellation)
    {
        var found = new List<string?>();
        foreach (var file in set.Files)
        {
            string[] places = [Path.Combine(folder, file.Name), Path.Combine(folder, $"{file.Name}.gz")];
            var place = places.FirstOrDefault(File.Exists);
            found.Add(place is not null && await HashAsync(place, cancellation) == file.Sha256 ? place : null);
        }

        return found;
    }

    private static async Task<string?> HashAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var content = PackedFile.Open(path);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        }
        catch (InvalidDataException)
        {
            return null; // no whole archive
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess, $"{path}: cannot be read ({e.Message}). Check the permission to read it.", e);
        }
    }

    private async Task BringAsync(List<DataFile> lacking, CancellationToken cancellation)
    {
        if (options.Offline)
            throw new NegPreactException(
                ErrorKind.HubOffline, $"{set.Name}: {lacking.Count} of its {set.Files.Count} files are not in {cache} "
                + $"({lacking[0].Name} for one), and nothing may be fetched: fetch it once with a network (without "
                + "--offline and HF_HUB_OFFLINE).");
        Directory.CreateDirectory(cache);
        using var transport = new HubTransport(options);
        using var progress = new Transfer(
            $"Fetching {set.Name}", lacking.Sum(file => file.Published.Sum(published => published.Bytes)));
        foreach (var file in lacking)
        {
            var destination = Path.Combine(cache, file.Name);
            var parts = new List<string>();
            foreach (var published in file.Published)
            {
                parts.Add(file.From.Count == 0 ? destination : $"{destination}.{parts.Count}.published");
                var address = Address(published.Name);
                var remote = new RemoteFile($"{set.Name}, {published.Name}", address, published.Bytes,
                    Checksum.Read(published.Sha256)!.Value, (response, asked) => Check(response, asked.Host, address));
                await new Download(transport, options, remote, progress.Of(published.Name)).ToAsync(
                    parts[^1], cancellation);
                progress.Finish(published.Bytes);
            }

            if (file.From.Count > 0)
                await MakeAsync(file, parts, destination, cancellation);
        }
    }

    private Uri Address(string name)
    {
        var path = $"{set.Repository}/{set.Commit}/{(set.Path.Length > 0 ? $"{set.Path}/" : "")}{name}";
        return new($"{options.RawFiles.AbsoluteUri.TrimEnd('/')}/"
            + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
    }

    private void Check(HttpResponseMessage response, string host, Uri address)
    {
        Refusals.CheckPassing(response, host);
        if ((int)response.StatusCode >= 400)
            throw new NegPreactException(
                ErrorKind.HubDownload, $"{set.Name}: {host} answers {(int)response.StatusCode} for {address}. Put a "
                + "copy of the data set below NEGPREACT_SHARED, as data/README.md says.");
    }

    private async Task MakeAsync(
        DataFile file, List<string> parts, string destination, CancellationToken cancellation)
    {
        var published = new List<byte[]>();
        foreach (var part in parts)
            published.Add(await File.ReadAllBytesAsync(part, cancellation));
        var made = MadeFiles.Of(set.Making, published);
        if (Convert.ToHexStringLower(SHA256.HashData(made)) != file.Sha256)
            throw new NegPreactException(
                ErrorKind.HubDownload, $"{destination}: what was made of the published files ({parts[0]} and so "
                + "on) does "
                + "not have the checksum expected. Delete them and fetch the data set again.");
        var temporary = $"{destination}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllBytesAsync(temporary, made, cancellation);
        File.Move(temporary, destination, overwrite: true);
        parts.ForEach(File.Delete);
    }
}
