namespace NegPreact;

/// <summary>Finds out that nothing can be written before anything is computed, not after.</summary>
public static class OutputFolder
{
    private const int TriedBytes = 1 << 20;

    /// <summary>Makes a folder where it is missing, and writes to it and removes what was written.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="NegPreactException">It cannot be made or written to, or the disk is full.</exception>
    public static void Check(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var place = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(place);
            using var tried = new FileStream(
                Path.Combine(place, $"{Environment.ProcessId}-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew,
                FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            tried.Write(new byte[TriedBytes]);
            tried.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess, File.Exists(place)
                    ? $"{place}: is a file, where a folder is to be written. Name another folder."
                    : $"{place}: nothing can be written there ({e.Message}). Check the permission to write and the "
                        + "free space, or name another folder.", e);
        }
    }

    /// <summary>The same for the folder of a file that is to be written.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="NegPreactException">
    /// There is a folder of that name, or its own cannot be written to.
    /// </exception>
    public static void CheckFile(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        var place = Path.GetFullPath(file);
        if (Directory.Exists(place))
            throw new NegPreactException(
                ErrorKind.FileAccess, $"{place}: is a folder, where a file is to be written. Name the file.");
        Check(Path.GetDirectoryName(place)!);
    }
}
