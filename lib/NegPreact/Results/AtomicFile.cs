using System.Runtime.InteropServices;

namespace NegPreact.Results;

/// <summary>
/// Writes a file so that a reader sees the whole old file, the whole new one, or none, even if the program is killed.
/// </summary>
internal static partial class AtomicFile
{
    /// <summary>How the names of files end that are being written.</summary>
    public const string Ending = ".tmp";

    private static readonly TimeSpan Old = TimeSpan.FromDays(1);

    /// <summary>Writes a file, replacing one of that name; its folder is created if it is missing.</summary>
    /// <exception cref="NegPreactException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}{Ending}";
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            Sync(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary)) File.Delete(temporary);
            throw new NegPreactException(
                ErrorKind.FileAccess,
                $"{path}: cannot be written ({e.Message}). Check the permission to write and the free space, or name "
                    + "another folder.",
                e);
        }
    }

    /// <summary>Removes what killed writers left in a folder more than a day ago.</summary>
    public static void Clean(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var left in new DirectoryInfo(folder).EnumerateFiles("*" + Ending).Where(
            f => DateTime.UtcNow - f.LastWriteTimeUtc > Old))
            try
            {
                left.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It does no harm, and whoever may remove it will.
            }
    }

    // The new name is in the folder, which has to reach the disk as well; Windows does that by itself, and .NET opens
    // no folders.
    private static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows() || Open(folder, 0) is not (>= 0 and var handle))
            return;
        _ = Fsync(handle); // some file systems know no such thing: then the name is as safe as they make it
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
