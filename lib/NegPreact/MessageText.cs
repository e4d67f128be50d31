using System.Globalization;

namespace NegPreact;

/// <summary>
/// Text that may hold what a hostile file or name holds, made fit to be printed: no control character reaches a
/// terminal, and no message fills the screen.
/// </summary>
public static class MessageText
{
    private const int Longest = 499;
    private const int KeptEnd = 180; // what to do stands at the end

    /// <summary>A message on one line of fewer than 500 characters; a longer one loses its middle.</summary>
    /// <param name="message">Any text.</param>
    public static string OneLine(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var line = Masked(message.ReplaceLineEndings(" ").Replace('\t', ' '));
        const string gap = " … ";
        return line.Length <= Longest ? line : line[..(Longest - gap.Length - KeptEnd)] + gap + line[^KeptEnd..];
    }

    /// <summary>
    /// A text with its line ends and tabs, and a question mark for each other character that controls.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Masked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.All(IsHarmless) ? text : string.Concat(text.Select(c => IsHarmless(c) ? c : '?'));
    }

    // Overrides and isolates of the direction of writing let a text read as another.
    private static bool IsHarmless(char c) => c is '\n' or '\r' or '\t' || (
        CharUnicodeInfo.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')));
}
