using System.Text;

namespace NegPreact.Notebooks;

/// <summary>
/// A notebook in the <c>.dib</c> subset that every reader accepts: <c>#!meta</c>, <c>#!markdown</c>, <c>#!csharp</c>,
/// <c>#r "path"</c> and plain C#. Anything else is refused when the notebook is read, not when it is run.
/// </summary>
public sealed class DibNotebook
{
    private const string Meta =
        """{"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":[],"languageName":"csharp","name":"csharp"}]}}""";

    internal DibNotebook(string path, IReadOnlyList<DibCell> cells)
    {
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        Cells = cells;
    }

    /// <summary>Where the notebook was read from; its folder is where its code runs.</summary>
    public string Path { get; }

    /// <summary>
    /// The file name without folder and extension, such as <c>01-first-look</c>: the name of its page, and what its
    /// claims are kept under. Of two notebooks of one name that are run together the second has a number at its end.
    /// </summary>
    public string Name { get; internal init; }

    /// <summary>The cells in order; empty cells are dropped, as other readers do.</summary>
    public IReadOnlyList<DibCell> Cells { get; }

    /// <summary>Reads a notebook from its text.</summary>
    /// <param name="text">The content of the file, with any line ends.</param>
    /// <param name="path">Where it lies; used in messages and, when it runs, for relative paths.</param>
    /// <returns>The notebook.</returns>
    /// <exception cref="NotebookException">The text leaves the subset; the message names the line.</exception>
    public static DibNotebook Parse(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new DibNotebook(path, new DibParser(text, path).Read());
    }

    /// <summary>Reads a notebook from a UTF-8 file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The notebook.</returns>
    /// <exception cref="NotebookException">The file is missing, is not UTF-8, or leaves the subset.</exception>
    public static DibNotebook Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Parse(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)), path);
        }
        catch (DecoderFallbackException e)
        {
            throw new NotebookException($"{path} is not UTF-8 text: save it with that encoding.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"The notebook {path} cannot be read: {e.Message}", e);
        }
    }

    internal DibNotebook Named(string name) => new(Path, Cells) { Name = name };

    /// <summary>Writes the notebook as <c>.dib</c> text: reading that text gives the same cells.</summary>
    /// <returns>The text, with line feeds and the usual C# <c>#!meta</c>.</returns>
    public string ToDib()
    {
        var text = new StringBuilder($"#!meta\n\n{Meta}\n");
        foreach (var cell in Cells)
            text.Append(cell.Kind == CellKind.CSharp ? "\n#!csharp\n\n" : "\n#!markdown\n\n").Append(cell.Source)
                .Append('\n');
        return text.ToString();
    }
}
