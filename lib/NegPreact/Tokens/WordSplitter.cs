using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NegPreact.Weights;

namespace NegPreact.Tokens;

/// <summary>
/// Cuts text into the words that byte-pair encoding never merges across, by a regular expression over code points.
/// </summary>
/// <remarks>
/// .NET's Regex works on UTF-16 units, where `\p{L}` never matches a letter beyond U+FFFF. Text that holds such
/// characters is matched through a shadow: each surrogate pair is replaced by one character of the same general
/// category that the expression does not name. The expressions of byte-level tokenizers ask only for categories, white
/// space and characters up to U+FFFF, so the shadow matches where the text would.
/// </remarks>
internal sealed partial class WordSplitter
{
    // Of a file's own expression, for one word: what is right for text takes microseconds.
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(2);

    private readonly Regex regex;
    private readonly char[] standIns;

    private WordSplitter(Regex regex, char[] standIns) => (this.regex, this.standIns) = (regex, standIns);

    /// <summary>The splitter of an expression of this library.</summary>
    public WordSplitter(Regex regex)
        : this(regex, StandIns(Named(regex.ToString()))!)
    {
    }

    /// <summary>
    /// Every number is a word of its own, as Hugging Face's `Digits` has it (any of Unicode's numbers, ½ and Ⅷ too).
    /// </summary>
    public static WordSplitter SingleDigits { get; } = new(Number());

    /// <summary>A run of numbers is a word; see <see cref="SingleDigits"/>.</summary>
    public static WordSplitter Digits { get; } = new(Numbers());

    /// <summary>
    /// The expression of GPT-2 (Radford et al. 2019): contractions, then runs of letters, digits, the rest, white
    /// space.
    /// </summary>
    public static WordSplitter Gpt2 { get; } = new(Gpt2Regex());

    /// <summary>
    /// The splitter of an expression, or null when it is broken, or .NET and Hugging Face's engine might read it
    /// differently.
    /// </summary>
    public static WordSplitter? FromRegex(string pattern)
    {
        var rest = SameConstruct().Replace(pattern, "x");
        if (DoubtfulConstruct().IsMatch(rest) || StandIns(Named(rest)) is not { } standIns)
            return null;
        try
        {
            return new WordSplitter(
                new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled, longest), standIns);
        }
        catch (RegexParseException)
        {
            return null;
        }
    }

    /// <summary>Appends the ends (exclusive, in UTF-16 units) of the words that `text` falls into, in order.</summary>
    /// <exception cref="NegPreactException">The expression takes too long over it.</exception>
    public void Split(ReadOnlySpan<char> text, List<int> ends)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            Match(text, ends);
            return;
        }
        var shadow = new char[text.Length];
        var origin = new int[text.Length + 1];
        var count = 0;
        for (var i = 0; i < text.Length; count++)
        {
            origin[count] = i;
            Rune.DecodeFromUtf16(text[i..], out var rune, out var units);
            shadow[count] = units == 1 ? text[i] : standIns[(int)Rune.GetUnicodeCategory(rune)];
            i += units;
        }
        origin[count] = text.Length;
        var first = ends.Count;
        Match(shadow.AsSpan(0, count), ends);
        for (var i = first; i < ends.Count; i++)
            ends[i] = origin[ends[i]];
    }

    // What no match covers is a word of its own.
    private void Match(ReadOnlySpan<char> text, List<int> ends)
    {
        var done = 0;
        try
        {
            foreach (var match in regex.EnumerateMatches(text))
            {
                if (match.Index > done)
                    ends.Add(match.Index);
                done = match.Index + match.Length;
                if (match.Length > 0)
                    ends.Add(done);
            }
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new NegPreactException(
                ErrorKind.TokenizerUnsupported, $"The tokenizer's expression {StrictJson.Show(regex.ToString())} needs "
                + $"more than {longest.TotalSeconds} s for one word of a text of {text.Length} characters; use another "
                + "tokenizer or another text.", e);
        }

        if (done < text.Length)
            ends.Add(text.Length);
    }

    // The characters and ranges an expression names; what only looks like a range does no harm.
    private static List<(char From, char To)> Named(string pattern) =>
        [.. NamedCharacters().Matches(pattern).Select(m => (m.Value[0], m.Value[^1]))];

    // By category; null where the expression names all characters of one that occurs beyond U+FFFF.
    private static char[]? StandIns(List<(char From, char To)> named)
    {
        var made = new char[30];
        for (var c = 0xFFFF; c > 0xFF; c--)
            if (!named.Exists(range => c >= range.From && c <= range.To))
                made[(int)CharUnicodeInfo.GetUnicodeCategory((char)c)] = (char)c;
        return Enumerable.Range(0, made.Length).All(i => made[i] != 0 || (UnicodeCategory)i is
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control or UnicodeCategory.Surrogate) ? made : null;
    }

    // Categories, white space, escaped signs, negated classes.
    [GeneratedRegex(@"\\[pP]\{[A-Z][a-z]?\}|\\[sSrnt]|\\[^\w\s\x80-\uFFFF]|(?<=\[)\^")]
    private static partial Regex SameConstruct();

    // Other escapes and anchors, classes within classes, possessive quantifiers, groups beyond (?:…), (?i:…),
    // lookahead; characters beyond U+FFFF, and beyond ASCII where case is ignored.
    [GeneratedRegex(
        @"[\\.^$#]|&&|\[[^\]]*\[|[*+?}]\+|\(\?(?!:|i:|!|=)|[\uD800-\uDFFF]|\(\?i:[\s\S]*[^\x00-\x7F]")]
    private static partial Regex DoubtfulConstruct();

    [GeneratedRegex(@"[\s\S]-[^\x00-\x7F]|[^\x00-\x7F]")]
    private static partial Regex NamedCharacters();

    [GeneratedRegex(@"\p{N}", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\p{N}+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Gpt2Regex();
}
