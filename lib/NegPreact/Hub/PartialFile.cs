namespace NegPreact.Hub;

/// <summary>
/// A file on its way. Its name is its own (<c>name.negpreact-1a2b3c4d.incomplete</c>), so that two processes never write into one;
/// what a stopped one left is gone on from by the next that wants the same file.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string Mark = ".negpreact-", Ending = ".incomplete";
    private readonly string path;
    private readonly FileStream stream;

    private PartialFile(string path, FileStream stream) => (this.path, this.stream) = (path, stream);

    public long Length => stream.Length;

    /// <summary>Opens the longest part that nobody is writing, or a new one.</summary>
    /// <param name="destination">The name that the whole file will get; its folder exists.</param>
    public static PartialFile Claim(string destination)
    {
        var folder = Path.GetDirectoryName(destination)!;
        var name = Path.GetFileName(destination);
        foreach (var left in Left(destination).Select(f => f.FullName))
            try
            {
                var stream = Open(left, FileMode.Open);
                if (File.Exists(left)) // else it was finished and renamed between the two calls
                    return new(left, stream);
                stream.Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process has it.
            }

        var path = Path.Combine(folder, $"{name}{Mark}{Guid.NewGuid().ToString("N")[..8]}{Ending}");
        return new(path, Open(path, FileMode.CreateNew));
    }

    /// <summary>Bytes of a file that an earlier try left.</summary>
    public static long Arrived(string destination) => Left(destination).FirstOrDefault()?.Length ?? 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        stream.Position = stream.Length;
        stream.Write(bytes);
    }

    public void Clear() => stream.SetLength(0);

    public Task<bool> MatchesAsync(Checksum checksum, CancellationToken cancellation) => checksum.MatchesAsync(stream, cancellation);

    /// <summary>Gives the file its name, replacing one that is there.</summary>
    public void MoveTo(string destination)
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        try
        {
            File.Move(path, destination, overwrite: true);
        }
        catch (FileNotFoundException) when (File.Exists(destination))
        {
            // Another process claimed it in this moment, found it whole, and was the first to name it.
        }
    }

    /// <summary>Closes it; what has arrived stays for the next.</summary>
    public void Dispose()
    {
        if (!stream.CanWrite) // closed
            return;
        var empty = stream.Length == 0;
        stream.Dispose();
        if (empty) File.Delete(path);
    }

    // The longest first.
    private static IEnumerable<FileInfo> Left(string destination) =>
        new DirectoryInfo(Path.GetDirectoryName(destination)!).EnumerateFiles($"{Path.GetFileName(destination)}{Mark}*{Ending}").OrderByDescending(f => f.Length);

    private static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
}
