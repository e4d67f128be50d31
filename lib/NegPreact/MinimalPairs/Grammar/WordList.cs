namespace NegPreact.Grammar;

/// <summary>
/// The words, all of them frequent in English prose of 1860 to 1929 (data/pairs/README.md says how frequent).
/// </summary>
public static class WordList
{
    private static readonly Dictionary<string, List<LexicalEntry>> ByCategory =
        All().GroupBy(e => e.Category).ToDictionary(g => g.Key, g => g.ToList());

    private static readonly ILookup<string, LexicalEntry> ByWord = ByCategory.Values.SelectMany(e => e)
        .ToLookup(e => e.Word);

    /// <summary>Every form of a category; none where no word has it.</summary>
    public static IReadOnlyList<LexicalEntry> OfCategory(string category) => ByCategory.GetValueOrDefault(category, []);

    /// <summary>Everything that a written word can be.</summary>
    public static IEnumerable<LexicalEntry> OfWord(string word) => ByWord[word];

    private static IEnumerable<LexicalEntry> All() =>
    [
        .. Lines(Nouns.Text).SelectMany(Noun),
        .. Lines(Verbs.Text).SelectMany(Verb),
        .. Lines(Adjectives.Text).Select(line => Single("A", line.Split(' ', 2))),
        .. Lines(FunctionWords.Text).SelectMany(
            line => line.Split(' ', 3) is var p ? p[1].Split(',').Select(word => Single(p[0], [word, .. p[2..]])) : []),
    ];

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // WORD features…, where a feature "weight=2" is the entry's weight and "lemma=be" its lemma.
    private static LexicalEntry Single(string category, string[] parts)
    {
        var rest = parts.Length > 1 ? parts[1].Split(' ') : [];
        string? Take(string name) => rest.FirstOrDefault(
            r => r.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
        var features = string.Join(
            ' ', rest.Where(r => !r.StartsWith("weight=", StringComparison.Ordinal)
            && !r.StartsWith("lemma=", StringComparison.Ordinal)));
        return Entry(parts[0], category, features, Take("lemma=") ?? parts[0], int.Parse(Take("weight=") ?? "1"));
    }

    // singular plural meaning gender [weight]
    private static IEnumerable<LexicalEntry> Noun(string line)
    {
        var p = line.Split(' ');
        var weight = p.Length > 4 ? int.Parse(p[4]) : 1;
        yield return Entry(p[0], "N", $"num=sg sem={p[2]} gen={p[3]}", p[0], weight);
        yield return Entry(p[1], "N", $"num=pl sem={p[2]} gen={p[3]}", p[0], weight);
    }

    // base, third person, past, participles | frame subject object | …
    private static IEnumerable<LexicalEntry> Verb(string line)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        var p = parts[0].Split(' ');
        foreach (var frame in parts[1..].Select(f => f.Split(' ')))
        {
            var asks = $"subj={frame[1].Replace('/', '|')} obj={(frame.Length > 2 ? frame[2].Replace('/', '|') : "*")}";
            if (frame[0] == "part")
            {
                yield return Entry(p[3], "Part", asks, p[0], 1);
                continue;
            }
            asks += $" sub={frame[0]}";
            yield return Entry(p[0], "V", $"form=base {asks}", p[0], 1);
            yield return Entry(p[0], "V", $"form=pres num=pl {asks}", p[0], 1);
            yield return Entry(p[1], "V", $"form=pres num=sg {asks}", p[0], 1);
            yield return Entry(p[2], "V", $"form=past {asks}", p[0], 1);
            yield return Entry(p[3], "V", $"form=pp {asks}", p[0], 1);
            yield return Entry(p[4], "V", $"form=ing {asks}", p[0], 1);
        }
    }

    private static LexicalEntry Entry(string word, string category, string features, string lemma, int weight)
    {
        var pattern = Pattern.Parse($"{category}[{features}]", []);
        var all = pattern.Demand([]);
        return category is "N" or "A" or "Part"
            ? new(word, category, all.Narrow(Features.Index("init"), "aeiou".Contains(word[0]) ? 2u : 1u), lemma,
                weight)
            : new(word, category, all, lemma, weight);
    }
}
