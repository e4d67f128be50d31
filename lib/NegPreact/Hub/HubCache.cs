namespace NegPreact.Hub;

/// <summary>
/// One model's folder in Hugging Face's cache: <c>blobs/</c> holds each content once under its hash, <c>refs/</c> says
/// which commit a branch meant when it was last looked up, <c>snapshots/commit/</c> holds links into blobs under the
/// files' names.
/// </summary>
internal sealed class HubCache(HubOptions options, HubModelId id)
{
    private readonly string model = Folder(options.Cache, id);

    public string Blobs => Path.Combine(model, "blobs");

    public string Snapshot(string commit) => Path.Combine(model, "snapshots", commit);

    /// <summary>The commit that the revision meant when it was last looked up, or null.</summary>
    public string? KnownCommit()
    {
        if (id.IsCommit)
            return id.Revision;
        var file = RefFile;
        return File.Exists(file) && File.ReadAllText(file).Trim() is var commit
            && HubModelId.CommitPattern().IsMatch(commit) ? commit : null;
    }

    public void RememberCommit(string commit)
    {
        if (id.IsCommit || KnownCommit() == commit)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(RefFile)!);
        Renamed(RefFile, temporary => File.WriteAllText(temporary, commit));
    }

    /// <summary>
    /// Finds a file in the snapshot, or its content among the blobs, and links that; false if it is in neither as it
    /// should be.
    /// </summary>
    public async Task<bool> HasAsync(string commit, string name, Checksum checksum, CancellationToken cancellation)
    {
        if (await checksum.MatchesAsync(Path.Combine(Snapshot(commit), name), cancellation))
            return true;
        if (!await checksum.MatchesAsync(Path.Combine(Blobs, checksum.Hex), cancellation))
            return false;
        Place(commit, name, checksum, isNew: false);
        return true;
    }

    /// <summary>
    /// Puts a blob into the snapshot under its name: a link, or the file itself where the system makes no links.
    /// </summary>
    public void Place(string commit, string name, Checksum checksum, bool isNew)
    {
        var blob = Path.Combine(Blobs, checksum.Hex);
        var path = Path.Combine(Snapshot(commit), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Renamed(path, temporary =>
        {
            try
            {
                options.Link(temporary, Path.GetRelativePath(Path.GetDirectoryName(path)!, blob));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
            {
                // What was just fetched is moved, or it would take its room twice; an older blob may have other links
                // to it.
                if (isNew) File.Move(blob, temporary);
                else File.Copy(blob, temporary);
            }
        });
    }

    /// <summary>
    /// What a file of a snapshot must hash to, by the name of the blob that it links to; null where it is no link.
    /// </summary>
    public static Checksum? Linked(string file) => Checksum.Read(Path.GetFileName(new FileInfo(file).LinkTarget));

    private static string Folder(string cache, HubModelId id)
    {
        string[] places = [.. id.CacheFolders.Select(name => Path.Combine(cache, name))];
        return Array.Find(places, Directory.Exists) ?? places[0];
    }

    private string RefFile => Path.Combine([model, "refs", .. id.Revision.Split('/')]);

    private static void Renamed(string path, Action<string> make)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            make(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary); // gone where all went well
        }
    }
}
