namespace NegPreact;

/// <summary>Finds the project's own data from wherever a program or a notebook runs.</summary>
public static class Repository
{
    private const string Mark = "NegPreact.sln";
    private static readonly Lazy<string?> found = new(() =>
        Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory)
        ?? Above(Path.GetDirectoryName(typeof(Repository).Assembly.Location)));

    /// <summary>The folder of the repository; null where the program runs outside it.</summary>
    internal static string? Found => found.Value;

    /// <summary>The folder of the repository.</summary>
    /// <exception cref="NegPreactException">The program runs outside the repository.</exception>
    public static string Root => Found
        ?? throw new NegPreactException(
            ErrorKind.Repository, $"The repository ({Mark}) was not found above the current folder or the program; run "
            + "from inside it.");

    /// <summary>
    /// Where corpora lie that are not part of the repository, if there are any: the folder that <c>NEGPREACT_SHARED</c>
    /// names (from the repository if it is relative, wherever a notebook runs), else <c>shared</c> beside the
    /// repository.
    /// </summary>
    /// <exception cref="NegPreactException">The program runs outside the repository.</exception>
    public static string Shared => Path.GetFullPath(EnvironmentSettings.Find("shared") ?? "../shared", Root);

    /// <summary>A path as it stands if something is there, else the same below the repository.</summary>
    public static string Resolve(string path) =>
        Path.Exists(path) || Path.IsPathRooted(path) || Found is not { } root || !Path.Exists(Path.Combine(root, path))
            ? Path.GetFullPath(path)
            : Path.Combine(root, path);

    private static string? Above(string? folder)
    {
        for (var d = folder is null ? null : new DirectoryInfo(folder); d is not null; d = d.Parent)
            if (File.Exists(Path.Combine(d.FullName, Mark)))
                return d.FullName;
        return null;
    }
}
