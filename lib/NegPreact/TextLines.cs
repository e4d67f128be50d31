using System.Text;

namespace NegPreact;

/// <summary>
/// The lines of a UTF-8 text file, gzipped (<c>.gz</c>) or not, one at a time; LF, CRLF and CR end a line. No line is
/// longer than <c>NEGPREACT_LINE_LIMIT</c> says in characters.
/// </summary>
internal static class TextLines
{
    /// <summary>The setting with the most characters that a line may have.</summary>
    public const string Limit = "line-limit";

    private const int UsualLimit = 1 << 24; // a long book

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true); // true: one at the beginning is skipped

    /// <summary>Each line with its number, from 1, and whether a line end follows it.</summary>
    /// <exception cref="NegPreactException">
    /// The file cannot be read, is not UTF-8, or a damaged archive, or has a line that is too long.
    /// </exception>
    public static IEnumerable<(int Number, string Text, bool IsEnded)> Read(string path)
    {
        var most = EnvironmentSettings.Number(Limit, UsualLimit);
        var (number, line, buffer, afterReturn) = (1, new StringBuilder(), new char[1 << 14], false);
        using var reader = new StreamReader(
            Explained(path, number, () => PackedFile.Open(path)), Strict, detectEncodingFromByteOrderMarks: false);
        while (Explained(path, number, () => reader.Read(buffer)) is > 0 and var count)
        {
            for (var at = 0; at < count;)
            {
                if (afterReturn && buffer[at] == '\n')
                    at++;
                var length = buffer.AsSpan(at, count - at).IndexOfAny('\r', '\n');
                line.Append(buffer, at, length < 0 ? count - at : length);
                if (line.Length > most)
                    throw new NegPreactException(
                        ErrorKind.DataFile, $"{path}, line {number}: the line is longer than {most} characters; if it "
                        + $"is what it should be, set {EnvironmentSettings.VariableOf(Limit)} to a larger number.");
                afterReturn = length >= 0 && buffer[at + length] == '\r';
                if (length < 0)
                    break;
                yield return (number++, Text(), true);
                at += length + 1;
            }
        }

        if (line.Length > 0)
            yield return (number, Text(), false);

        string Text()
        {
            var text = line.ToString();
            line.Clear();
            return text;
        }
    }

    private static T Explained<T>(string path, int number, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            var what = e is InvalidDataException ? "the .gz file is damaged or cut off" : "the text is not UTF-8";
            throw new NegPreactException(
                ErrorKind.DataFile, $"{path}: {what} at or after line {number}; get it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess, $"{path}: cannot be read ({e.Message}). Check the name and the permission to "
                + "read it.", e);
        }
    }
}
