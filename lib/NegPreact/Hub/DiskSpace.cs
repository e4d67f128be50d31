namespace NegPreact.Hub;

/// <summary>How much room a disk has, and whether a failure means that it has none.</summary>
internal static class DiskSpace
{
    private const int NoSpace = 28; // ENOSPC, the same on Linux and macOS
    private const string Advice = "Free some space, or set HF_HOME to a folder on a larger disk.";
    private static readonly int OverQuota = OperatingSystem.IsMacOS() ? 69 : 122; // EDQUOT
    private const int WindowsHandleDiskFull = 39, WindowsDiskFull = 112;

    /// <summary>Bytes free where the folder lies or will lie; null where the system does not say.</summary>
    public static long? Free(string folder)
    {
        var place = new DirectoryInfo(Path.GetFullPath(folder));
        while (!place.Exists && place.Parent is { } parent) place = parent;
        try
        {
            return new DriveInfo(place.FullName).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null; // a share without a drive letter, for one; a full disk is noticed in writing
        }
    }

    public static bool IsFull(IOException e)
    {
        var code = e.HResult & 0xFFFF;
        return OperatingSystem.IsWindows() ? code is WindowsHandleDiskFull or WindowsDiskFull
            : code == NoSpace || code == OverQuota;
    }

    /// <summary>There is less room than will be needed.</summary>
    public static NegPreactException Shortage(string folder, long needed, long free) => new(
        ErrorKind.DiskSpace, $"{folder}: {Megabytes(needed)} are to be fetched, and {Megabytes(free)} are free. "
        + $"{Advice}");

    /// <summary>The disk became full in writing.</summary>
    public static NegPreactException Shortage(string folder, IOException e) => new(
        ErrorKind.DiskSpace, $"{folder}: the disk is full; what has arrived is kept, and the same call resumes from "
            + $"it. {Advice}", e);

    private static string Megabytes(long bytes) => $"{Math.Ceiling(bytes / 1e6):0} MB";
}
