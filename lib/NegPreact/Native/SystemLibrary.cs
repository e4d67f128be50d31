using System.Runtime.InteropServices;

namespace NegPreact.Native;

/// <summary>What a shared library of the system offers.</summary>
internal static class SystemLibrary
{
    /// <summary>
    /// Whether the system's library names a symbol version; the file is the one that the loader itself picks.
    /// </summary>
    public static bool Provides(string library, string version)
    {
        if (!NativeLibrary.TryLoad(library, out _))
            throw new NegPreactException(
                ErrorKind.NativeLibrary, $"{library} was not found; install the C++ runtime (Debian and Ubuntu: `apt "
                + "install libstdc++6`).");
        return MappedPath(library) is { } path && ElfPatch.Mentions(File.ReadAllBytes(path), version);
    }

    private static string? MappedPath(string library)
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var start = line.IndexOf('/', StringComparison.Ordinal);
            if (start >= 0 && Path.GetFileName(line[start..]).StartsWith(library, StringComparison.Ordinal))
                return line[start..];
        }

        return null;
    }
}
