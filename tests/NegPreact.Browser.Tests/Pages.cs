using NegPreact.Notebooks;

namespace NegPreact.Browser.Tests;

/// <summary>
/// The pages that are looked at: those of the folder that <c>NEGPREACT_PAGES</c> names (from the repository if it is
/// relative), else those of the notebooks in <c>Gallery/</c>, which show every kind of figure with made-up numbers and
/// are run now.
/// </summary>
public sealed class Pages : IAsyncLifetime
{
    private static readonly string Gallery = Path.Combine(
        Repository.Root, "tests", "NegPreact.Browser.Tests", "Gallery");
    private readonly TemporaryFolder made = new();

    public static string? Given { get; } = Environment.GetEnvironmentVariable("NEGPREACT_PAGES")
        is { Length: > 0 } named ? Path.GetFullPath(named, Repository.Root) : null;

    /// <summary>The pages' file names.</summary>
    public static TheoryData<string> Names => Given is { } folder
        ? [.. Directory.GetFiles(folder, "*.html").Select(path => Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)]
        : [.. NotebookFolder.Find(Gallery).Select(path => Path.GetFileNameWithoutExtension(path) + ".html")
            .Append("index.html")];

    /// <summary>Where they lie.</summary>
    public string Folder => Given ?? made.Path;

    public async ValueTask InitializeAsync()
    {
        if (Given is null)
            await NotebookFolder.RunAsync(NotebookFolder.Find(Gallery).Select(DibNotebook.Load), Folder);
    }

    public ValueTask DisposeAsync()
    {
        made.Dispose();
        return ValueTask.CompletedTask;
    }
}
