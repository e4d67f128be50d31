using System.Text;
using System.Text.RegularExpressions;

namespace NegPreact.Hub;

/// <summary>Makes the files of a data set from the published ones.</summary>
internal static partial class MadeFiles
{
    private static readonly string headerEnd = "\n-------\n"; // title, author and year stand before it

    /// <summary>One file from one or several, in their order.</summary>
    public static byte[] Of(DataMaking making, IReadOnlyList<byte[]> published) => making switch
    {
        DataMaking.LineEnds => WithLineFeeds(published.Single()),
        DataMaking.Books => Encoding.UTF8.GetBytes(
            string.Concat(published.Select(book => $"{Book(Encoding.UTF8.GetString(book))}<|endoftext|>\n"))),
        DataMaking.AsPublished => throw new InvalidOperationException("what is published as it is needs no making"),
        _ => throw new ArgumentOutOfRangeException(nameof(making), making, null),
    };

    private static byte[] WithLineFeeds(byte[] bytes)
    {
        var turned = new MemoryStream(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] != '\r' || i + 1 == bytes.Length || bytes[i + 1] != '\n')
                turned.WriteByte(bytes[i]);
        return turned.ToArray();
    }

    // Paragraphs are lines there already, and verse keeps its lines.
    private static string Book(string markdown)
    {
        var text = markdown.Replace("\r\n", "\n", StringComparison.Ordinal);
        var body = text[(text.IndexOf(headerEnd, StringComparison.Ordinal) + headerEnd.Length)..];
        var plain = new StringBuilder(body.Length);
        foreach (var line in body.Split('\n'))
        {
            var unmarked = Emphasis().Replace(LineMarks().Replace(line.Trim(), ""), "");
            var words = Spaces().Replace(unmarked, " ").Trim();
            if (words.Length > 0 && !Rule().IsMatch(words))
                plain.Append(words).Append('\n');
        }

        return plain.ToString();
    }

    // A quotation, then a heading.
    [GeneratedRegex(@"^(>\s*)?(#+\s*)?")]
    private static partial Regex LineMarks();

    // Inside a word an asterisk or an underscore is no mark.
    [GeneratedRegex(@"(?<!\w)[*_]+|[*_]+(?!\w)")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("^[-*_ ]+$")]
    private static partial Regex Rule();
}
