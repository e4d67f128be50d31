using NegPreact.Notebooks;

namespace NegPreact.Browser.Tests;

/// <summary>
/// The pages that are looked at: those of the folder that <c>NEGPREACT_PAGES</c> names (from the repository if it is relative), else those
/// of the notebooks in <c>Gallery/</c>, which show every kind of figure with made-up numbers and are run now.
/// </summary>
public sealed class Pages : IAsyncLifetime
{
    private static readonly string Gallery = Path.Combine(Repository.Root, "tests", "NegPreact.Browser.Tests", "Gallery");

    public static string? Given { get; } = Environment.GetEnvironmentVariable("NEGPREACT_PAGES") is { Length: > 0 } named ? Path.GetFullPath(named, Repository.Root) : null;

    /// <summary>The pages' file names.</summary>
    public static TheoryData<string> Names => Given is { } folder
        ? [.. Directory.GetFiles(folder, "*.html").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)]
        : [.. NotebookFolder.Find(Gallery).Select(path => Path.GetFileNameWithoutExtension(path) + ".html").Append("index.html")];

    /// <summary>Where they lie.</summary>
    public string Folder { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Given is { } folder)
        {
            Folder = folder;
            return;
        }

        Folder = Directory.CreateTempSubdirectory("negpreact-pages-").FullName;
        await NotebookFolder.RunAsync(NotebookFolder.Find(Gallery).Select(DibNotebook.Load), Folder);
    }

    public ValueTask DisposeAsync()
    {
        if (Given is null)
            Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
