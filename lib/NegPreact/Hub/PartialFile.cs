namespace NegPreact.Hub;

/// <summary>
/// A file on its way. Its name is its own (<c>name.negpreact-1a2b3c4d.incomplete</c>), so that two processes never
/// write into one; what a stopped one left is gone on from by the next that wants the same file.
/// </summary>
/// <remarks>
/// A lock file beside it says that somebody writes. The part itself is not locked: it becomes the file, and a process
/// that looked for parts in that moment would lock out the file's readers.
/// </remarks>
internal sealed class PartialFile : IDisposable
{
    private const string Mark = ".negpreact-", Ending = ".incomplete";
    private readonly string path;
    private readonly FileStream held;
    private readonly FileStream stream;
    private bool disposed, moved;

    private PartialFile(string path, FileStream held, FileMode mode)
    {
        (this.path, this.held) = (path, held);
        stream = new(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Length = stream.Length;
    }

    /// <summary>Bytes that have arrived.</summary>
    public long Length { get; private set; }

    /// <summary>Opens the longest part that nobody is writing, or a new one.</summary>
    /// <param name="destination">The name that the whole file will get; its folder exists.</param>
    public static PartialFile Claim(string destination)
    {
        foreach (var (left, _) in Left(destination))
            try
            {
                var held = Hold(left);
                if (File.Exists(left))
                    return new(left, held, FileMode.Open);
                LetGo(left, held, forGood: true); // it was finished between the two calls
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process has it.
            }

        var path = $"{destination}{Mark}{Guid.NewGuid().ToString("N")[..8]}{Ending}";
        return new(path, Hold(path), FileMode.CreateNew);
    }

    /// <summary>Bytes of a file that an earlier try left.</summary>
    public static long Arrived(string destination) => Left(destination).FirstOrDefault().Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        stream.Position = Length;
        stream.Write(bytes);
        Length += bytes.Length;
    }

    public void Clear()
    {
        stream.SetLength(0);
        Length = 0;
    }

    public Task<bool> MatchesAsync(Checksum checksum, CancellationToken cancellation) =>
        checksum.MatchesAsync(stream, cancellation);

    /// <summary>Gives the file its name, replacing one that is there.</summary>
    public void MoveTo(string destination)
    {
        stream.Flush(flushToDisk: true);
        try
        {
            File.Move(path, destination, overwrite: true);
        }
        catch (FileNotFoundException) when (File.Exists(destination))
        {
            // Some network file systems keep no locks: another process wrote the same bytes here and was the first to
            // name them.
        }

        moved = true;
    }

    /// <summary>Closes it; what has arrived stays for the next.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        stream.Dispose();
        if (Length == 0 && !moved)
            File.Delete(path);
        LetGo(path, held, forGood: moved || Length == 0);
    }

    private static string LockOf(string path) => path + ".lock";

    private static FileStream Hold(string path) => new(
        LockOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    // The lock of a part that stays is never removed: whoever had it open would then hold another lock than who comes
    // next.
    private static void LetGo(string path, FileStream held, bool forGood)
    {
        held.Dispose();
        if (forGood)
            try
            {
                File.Delete(LockOf(path));
            }
            catch (IOException)
            {
                // Another process looks at it in this moment (Windows), finds no part, and removes it itself.
            }
    }

    // The longest first; one may go while it is looked at.
    private static List<(string Path, long Length)> Left(string destination) =>
        [.. new DirectoryInfo(Path.GetDirectoryName(destination)!).EnumerateFiles(
        $"{Path.GetFileName(destination)}{Mark}*{Ending}")
            .Select(f => (f.FullName, f.Exists ? f.Length : 0)).OrderByDescending(f => f.Item2)];
}
