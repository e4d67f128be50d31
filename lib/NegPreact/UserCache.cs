namespace NegPreact;

/// <summary>The per-user folder for what can be made again.</summary>
public static class UserCache
{
    /// <summary>
    /// <c>NEGPREACT_CACHE</c>, or <c>negpreact</c> in the user's cache folder (<c>XDG_CACHE_HOME</c>, else
    /// <c>~/.cache</c>).
    /// </summary>
    public static string Folder
    {
        get
        {
            if (EnvironmentSettings.Find("cache") is { } named)
                return Path.GetFullPath(named);
            if (OperatingSystem.IsWindows())
                return Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "negpreact", "cache");
            var caches = EnvironmentSettings.Variable("XDG_CACHE_HOME") is { } x && Path.IsPathRooted(x)
                ? x
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(caches, "negpreact");
        }
    }
}
