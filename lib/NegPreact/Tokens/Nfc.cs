using System.Text;

namespace NegPreact.Tokens;

/// <summary>Unicode normalization form C (UAX #15) that keeps track of where characters come from.</summary>
/// <remarks>
/// <see cref="string.Normalize()"/> cannot be used: it silently returns its input unchanged when a program runs with
/// invariant globalization (as ours do, so that they need no ICU library), and it tells nothing about positions.
/// </remarks>
internal static class Nfc
{
    /// <summary>
    /// The text in form NFC. Where a base and its marks are rewritten, each resulting character covers all of them.
    /// </summary>
    public static AlignedText Apply(AlignedText text)
    {
        if (!IsSuspect(text.Text))
            return text;
        var made = new StringBuilder(text.Text.Length);
        List<int> starts = [], ends = [];
        for (var (from, to) = (0, 0); from < text.Text.Length; from = to)
        {
            to = GroupEnd(text.Text, from);
            var group = text.Text[from..to];
            var normal = IsSuspect(group) ? Normalize(group) : null;
            var same = normal is null || group.SequenceEqual(normal);
            var length = same ? group.Length : normal!.Length;
            for (var i = 0; i < length; i++)
            {
                starts.Add(text.Start(same ? from + i : from));
                ends.Add(text.End(same ? from + i : to - 1));
            }
            made.Append(same ? group : normal);
        }
        return new AlignedText(made.ToString(), starts.ToArray(), ends.ToArray());
    }

    /// <summary>A string in form NFC.</summary>
    public static string Apply(string text) => Apply(new AlignedText(text, 0)).Text.ToString();

    private static bool IsSuspect(ReadOnlySpan<char> text)
    {
        // Nothing below the combining diacritical marks needs normalizing.
        var first = text.IndexOfAnyExceptInRange('\0', '\u02FF');
        if (first < 0)
            return false;
        foreach (var rune in text[first..].EnumerateRunes())
            if (CanonicalTable.Instance.IsNotable(rune.Value))
                return true;
        return false;
    }

    // One character and those after it that may join it: normalizing never reaches across such groups.
    private static int GroupEnd(ReadOnlySpan<char> text, int from)
    {
        Rune.DecodeFromUtf16(text[from..], out _, out var units);
        for (from += units; from < text.Length; from += units)
        {
            Rune.DecodeFromUtf16(text[from..], out var rune, out units);
            if (!CanonicalTable.Instance.Joins(rune.Value))
                break;
        }
        return from;
    }

    private static string Normalize(ReadOnlySpan<char> group)
    {
        var table = CanonicalTable.Instance;
        var parts = new List<int>();
        foreach (var rune in group.EnumerateRunes())
            foreach (var part in table.Decompose(rune.Value))
            {
                // Canonical order: a mark moves before those of a higher class, never before a starter.
                var place = parts.Count;
                var rank = table.CombiningClass(part);
                while (rank > 0 && place > 0 && table.CombiningClass(parts[place - 1]) > rank)
                    place--;
                parts.Insert(place, part);
            }
        var composed = new List<int>();
        var starter = -1;
        foreach (var part in parts)
        {
            var rank = table.CombiningClass(part);
            var blocked = starter < 0 || (starter != composed.Count - 1 && table.CombiningClass(composed[^1]) >= rank);
            if (!blocked && table.Compose(composed[starter], part) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }
            composed.Add(part);
            if (rank == 0)
                starter = composed.Count - 1;
        }
        return string.Concat(composed.Select(char.ConvertFromUtf32));
    }
}
