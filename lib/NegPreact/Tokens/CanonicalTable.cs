using System.Collections;
using System.Globalization;

namespace NegPreact.Tokens;

/// <summary>
/// Unicode's canonical decompositions, compositions and combining classes, read from `canonical.txt`.
/// </summary>
internal sealed class CanonicalTable
{
    private readonly Dictionary<int, int[]> decompositions = [];
    private readonly Dictionary<long, int> compositions = [];
    private readonly Dictionary<int, byte> classes = [];
    private readonly HashSet<int> changes = [];
    private readonly HashSet<int> joins = [];
    private readonly BitArray notable = new(0x110000);

    private CanonicalTable()
    {
        using var file = new StreamReader(
            typeof(CanonicalTable).Assembly.GetManifestResourceStream("NegPreact.Tokens.canonical.txt")!);
        while (file.ReadLine() is { } line)
            Read(line);
        foreach (var key in compositions.Keys)
            joins.Add((int)key);
        joins.UnionWith(classes.Keys);
        joins.UnionWith(Enumerable.Range(0x1161, 21).Concat(Enumerable.Range(0x11A8, 27))); // Hangul vowels and finals
        foreach (var (character, parts) in decompositions)
            if (joins.Contains(Decompose(parts[0]).First()))
                joins.Add(character);
        foreach (var character in joins.Union(changes))
            notable[character] = true;
    }

    /// <summary>The one table, read at its first use.</summary>
    public static CanonicalTable Instance { get; } = new();

    /// <summary>Whether text that holds the character may not be in form NFC.</summary>
    public bool IsNotable(int character) => notable[character];

    /// <summary>Whether the character may combine with, or change places with, what stands before it.</summary>
    public bool Joins(int character) => joins.Contains(character);

    /// <summary>The canonical combining class; 0 for a starter.</summary>
    public byte CombiningClass(int character) => classes.GetValueOrDefault(character);

    /// <summary>The full canonical decomposition; Hangul syllables, which NFC only ever extends, stay whole.</summary>
    public IEnumerable<int> Decompose(int character) =>
        decompositions.TryGetValue(character, out var parts) ? parts.SelectMany(Decompose) : [character];

    /// <summary>The character that two compose to, or null.</summary>
    public int? Compose(int first, int second)
    {
        if (first is >= 0x1100 and < 0x1113 && second is >= 0x1161 and < 0x1176)
            return 0xAC00 + ((((first - 0x1100) * 21) + second - 0x1161) * 28);
        if (first is >= 0xAC00 and < 0xD7A4 && (first - 0xAC00) % 28 == 0 && second is > 0x11A7 and < 0x11C3)
            return first + second - 0x11A7;
        return compositions.TryGetValue(BytePairs.Pair(first, second), out var composed) ? composed : null;
    }

    private void Read(string line)
    {
        var mark = line.AsSpan().IndexOfAny("=>:");
        if (line[0] == '#')
            return;
        if (line[mark] == ':')
        {
            var range = line[..mark].Split('-');
            for (var c = Hex(range[0]); c <= Hex(range[^1]); c++)
                classes[c] = byte.Parse(line.AsSpan(mark + 1), provider: CultureInfo.InvariantCulture);
            return;
        }
        var character = Hex(line[..mark]);
        var parts = Array.ConvertAll(line[(mark + 1)..].Split(' '), Hex);
        decompositions[character] = parts;
        if (line[mark] == '=')
            compositions[BytePairs.Pair(parts[0], parts[1])] = character;
        else
            changes.Add(character);
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
