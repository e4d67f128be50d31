namespace NegPreact.Training;

/// <summary>Plain text for training: files <c>*.txt</c> and <c>*.txt.gz</c>, one paragraph per line.</summary>
public static class TextFiles
{
    /// <summary>The files of a folder: those named <c>valid*</c>, or all the others.</summary>
    /// <exception cref="NegPreactException">The folder is missing or holds no such file.</exception>
    public static IReadOnlyList<string> In(string folder, bool validation)
    {
        if (!Directory.Exists(folder))
            throw new NegPreactException(
                ErrorKind.DataMissing, $"There is no folder {folder}; name a folder of .txt or .txt.gz files "
                + "with --text.");
        var files = Directory.EnumerateFiles(folder)
            .Where(f => f.EndsWith(".txt", StringComparison.Ordinal) || f.EndsWith(".txt.gz", StringComparison.Ordinal))
            .Where(f => Path.GetFileName(f).StartsWith("valid", StringComparison.Ordinal) == validation)
            .Order(StringComparer.Ordinal).ToList();
        return files.Count > 0
            ? files
            : throw new NegPreactException(
                ErrorKind.DataMissing,
                $"{folder} holds no {(validation ? "valid*.txt or valid*.txt.gz" : ".txt or .txt.gz")} file; put the "
                + $"{(validation ? "validation" : "training")} text there.");
    }

    /// <summary>The lines of some files, in order.</summary>
    /// <exception cref="NegPreactException">
    /// A file is not UTF-8, an archive is damaged or cut off, or a line is too long.
    /// </exception>
    public static IEnumerable<string> Lines(IEnumerable<string> files) =>
        files.SelectMany(TextLines.Read).Select(line => line.Text);
}
