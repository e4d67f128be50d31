using System.Text.RegularExpressions;

namespace NegPreact.Tokens;

/// <summary>A token that is looked for in the text before anything else is done with it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">How it is written.</param>
/// <param name="Special">Whether it is a special mark such as end of text, not text.</param>
/// <param name="LeftStrip">Whether it swallows the white space before it.</param>
/// <param name="RightStrip">Whether it swallows the white space after it.</param>
/// <param name="Normalized">Whether it is looked for in the normalized text.</param>
internal sealed record AddedToken(
    int Id, string Content, bool Special, bool LeftStrip, bool RightStrip, bool Normalized);

/// <summary>Finds added tokens in a text: the leftmost, of those the longest.</summary>
internal sealed class AddedTokens
{
    private readonly Dictionary<string, AddedToken>.AlternateLookup<ReadOnlySpan<char>> tokens;
    private readonly Regex? regex;

    public AddedTokens(IEnumerable<AddedToken> added)
    {
        var byContent = added.ToDictionary(t => t.Content, StringComparer.Ordinal);
        tokens = byContent.GetAlternateLookup<ReadOnlySpan<char>>();
        if (byContent.Count > 0)
            regex = new Regex(string.Join('|', byContent.Keys.OrderByDescending(c => c.Length).Select(Regex.Escape)),
                RegexOptions.CultureInvariant);
    }

    /// <summary>The tokens found, in order, with their range in `text`; an empty list where there are none.</summary>
    public List<Token> Find(ReadOnlySpan<char> text)
    {
        var found = new List<Token>();
        if (regex is null)
            return found;
        foreach (var match in regex.EnumerateMatches(text))
        {
            var token = tokens[text.Slice(match.Index, match.Length)];
            var (start, end, before) = (match.Index, match.Index + match.Length, found.Count > 0 ? found[^1].End : 0);
            if (start < before)
                continue; // the token before it swallowed this white space
            if (token.LeftStrip)
                start = before + text[before..start].TrimEnd().Length;
            if (token.RightStrip)
                end = text.Length - text[end..].TrimStart().Length;
            found.Add(new Token(token.Id, start, end));
        }
        return found;
    }
}
