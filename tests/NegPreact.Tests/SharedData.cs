namespace NegPreact.Tests;

/// <summary>Where the reference outputs and corpora lie that are not part of the repository.</summary>
public static class SharedData
{
    /// <summary>The trait name and value of every test that reads this folder.</summary>
    public const string Category = TestCategory.Name;

    /// <summary>The trait value.</summary>
    public const string Shared = "Shared";

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>`NEGPREACT_SHARED`, or `shared` beside the repository.</summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("NEGPREACT_SHARED") is { Length: > 0 } named
            ? Path.GetFullPath(named, Repository)
            : Path.GetFullPath("../shared", Repository);

    /// <summary>
    /// Folders below `relative` that hold a file `marker`, in ordinal order; empty when there are none.
    /// </summary>
    public static IReadOnlyList<string> Folders(string relative, string marker)
    {
        var parent = Path.Combine(Root, relative);
        return Directory.Exists(parent)
            ? [.. Directory.EnumerateDirectories(parent).Where(
                d => File.Exists(Path.Combine(d, marker))).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Folders with a model and what the reference computed from it, wherever below the root.</summary>
    public static IReadOnlyList<string> References() => Directory.Exists(Root)
        ? [.. Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal).SelectMany(
            parent => Folders(Path.GetFileName(parent), "expected.safetensors"))]
        : [];

    /// <summary>A path below the shared root; the test is skipped, saying why, when nothing is there.</summary>
    public static string Need(string relative)
    {
        var path = Path.Combine(Root, relative);
        Assert.SkipUnless(Path.Exists(path), $"needs {relative} in the shared folder {Root} (set NEGPREACT_SHARED)");
        return path;
    }

    private static string FindRepository()
    {
        for (var d = new DirectoryInfo(AppContext.BaseDirectory); d is not null; d = d.Parent)
            if (File.Exists(Path.Combine(d.FullName, "NegPreact.sln")))
                return d.FullName;
        throw new InvalidOperationException("NegPreact.sln was not found above the tests' folder");
    }
}
