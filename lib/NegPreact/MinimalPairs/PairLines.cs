using System.Text;

namespace NegPreact;

/// <summary>The lines of a text file, gzipped (<c>.gz</c>) or not, one at a time.</summary>
internal static class PairLines
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Each line with its number, from 1.</summary>
    /// <exception cref="NegPreactException">The file is missing, not UTF-8, or a damaged archive.</exception>
    public static IEnumerable<(int Number, string Text)> Read(string path)
    {
        if (!File.Exists(path))
            throw new NegPreactException(
                ErrorKind.DataMissing, $"There is no file {path}; name a .jsonl or .jsonl.gz file of minimal pairs.");
        using var content = PackedFile.Open(path);
        using var reader = new StreamReader(content, Strict, detectEncodingFromByteOrderMarks: false);
        var number = 1;
        for (; Next(reader, path, number) is { } line; number++)
            yield return (number, line);
    }

    private static string? Next(StreamReader reader, string path, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            var what = e is InvalidDataException ? "the .gz file is damaged or cut off" : "the text is not UTF-8";
            throw new NegPreactException(
                ErrorKind.DataFile, $"{path}: {what} at or after line {number}; get it again.", e);
        }
    }
}
