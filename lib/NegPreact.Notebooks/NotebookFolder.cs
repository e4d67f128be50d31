using System.Text.RegularExpressions;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks;

/// <summary>A folder of notebooks named <c>NN-name.dib</c>, read, run and exported in that order.</summary>
public static partial class NotebookFolder
{
    /// <summary>Lists the notebooks of a folder in reading order: by number, then those without one by name.</summary>
    /// <param name="folder">The folder; its subfolders are not searched.</param>
    /// <returns>Full paths.</returns>
    /// <exception cref="NotebookException">The folder does not exist or holds no notebook.</exception>
    public static IReadOnlyList<string> Find(string folder)
    {
        if (!Directory.Exists(folder))
            throw new NotebookException($"There is no folder {folder}: name the folder that holds the notebooks.");
        var paths = Directory.GetFiles(Path.GetFullPath(folder), "*.dib")
            .OrderBy(Number).ThenBy(Path.GetFileName, StringComparer.Ordinal).ToList();
        return paths.Count > 0 ? paths : throw new NotebookException($"The folder {folder} holds no .dib notebook.");
    }

    /// <summary>Finds one notebook.</summary>
    /// <param name="folder">Where it is looked for unless <paramref name="name"/> is a path.</param>
    /// <param name="name">A path, or the beginning of a file name in the folder (<c>01</c>).</param>
    /// <returns>The full path.</returns>
    /// <exception cref="NotebookException">There is no such notebook.</exception>
    public static string Named(string folder, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return File.Exists(name)
            ? Path.GetFullPath(name)
            : Find(folder).FirstOrDefault(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal))
              ?? throw new NotebookException($"There is no notebook {name}; name a .dib file, or the beginning of one "
                  + $"in {Path.GetFileName(folder)}/ (01).");
    }

    /// <summary>
    /// Runs notebooks one after the other and writes <c>name.html</c> and <c>name.ipynb</c> for each, and
    /// <c>claims.json</c> and <c>index.html</c> anew after each. A failed notebook does not stop the others; a
    /// cancelled one does. Of notebooks that have one name, each after the first gets a number at its end, so that each
    /// has its page.
    /// </summary>
    /// <param name="notebooks">The notebooks, in reading order.</param>
    /// <param name="outputFolder">Where the pages go; made if missing.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <param name="cancellation">Interrupts the running cell.</param>
    /// <returns>One run per notebook begun.</returns>
    /// <exception cref="NotebookException">
    /// The folder holds a <c>claims.json</c> that is not one of claims, or cannot be written to.
    /// </exception>
    public static async Task<IReadOnlyList<NotebookRun>> RunAsync(
        IEnumerable<DibNotebook> notebooks, string outputFolder, NotebookOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(notebooks);
        outputFolder = Directory.CreateDirectory(outputFolder).FullName;
        ClaimsFile.Read(outputFolder); // a file that cannot be added to is told of before anything is measured
        var runs = new List<NotebookRun>();
        foreach (var notebook in EachWithItsName(notebooks))
        {
            if (cancellation.IsCancellationRequested)
                break;
            Prose.Check(notebook);
            options?.NotebookStarting?.Invoke(notebook);
            var run = await NotebookRunner.RunAsync(notebook, options, cancellation);
            runs.Add(run);
            Write(runs, outputFolder, options);
            if (run.Status == RunStatus.Cancelled)
                break;
        }

        return runs;
    }

    private static void Write(List<NotebookRun> runs, string folder, NotebookOptions? options)
    {
        var run = runs[^1];
        try
        {
            HtmlExport.Write(run, Path.Combine(folder, run.Notebook.Name + ".html"), IndexPage.FileName);
            IpynbExport.Write(run, Path.Combine(folder, run.Notebook.Name + ".ipynb"));
            var claims = ClaimsFile.Add(run, options?.Settings, folder);
            IndexPage.Write(runs, [.. claims, .. ClaimsFile.Recorded(options?.Records, claims)], folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException(
                $"{run.Notebook.Name} has run, but its pages cannot be written to {folder} ({e.Message}); make room or "
                + "name another folder and run it again, which reads what was measured from the store of results.", e)
            {
                HelpLink = "docs/errors/file-access.md",
            };
        }
    }

    private static IEnumerable<DibNotebook> EachWithItsName(IEnumerable<DibNotebook> notebooks)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase); // as file systems may compare them
        foreach (var notebook in notebooks)
        {
            var name = notebook.Name;
            for (var n = 2; !taken.Add(name); n++)
                name = $"{notebook.Name}-{n}";
            yield return notebook.Named(name);
        }
    }

    private static int Number(string path)
    {
        var match = LeadingNumber().Match(Path.GetFileName(path));
        return match.Success ? int.Parse(match.Groups[1].Value) : int.MaxValue;
    }

    [GeneratedRegex(@"^(\d{1,9})-")]
    private static partial Regex LeadingNumber();
}
