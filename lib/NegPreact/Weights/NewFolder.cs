namespace NegPreact.Weights;

/// <summary>A folder that appears when it is whole, or not at all.</summary>
public static class NewFolder
{
    /// <summary>Writes a folder under another name and then gives it its own.</summary>
    /// <param name="folder">The folder, which does not exist yet or is empty.</param>
    /// <param name="fill">Writes the files into the folder that it is given.</param>
    /// <exception cref="NegPreactException">There is something of that name, or it cannot be written.</exception>
    public static void Write(string folder, Action<string> fill)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(fill);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new NegPreactException(ErrorKind.Conversion, $"{folder} already exists; name a new folder.");
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(temporary, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess,
                $"{folder}: cannot be written ({e.Message}). Check the folder above, the permission to write, and the "
                    + "free space.", e);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true); // gone where all went well
        }
    }
}
