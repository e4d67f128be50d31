namespace NegPreact.Grammar;

/// <summary>Makes minimal pairs from paradigms, the same ones for the same seed.</summary>
public static class PairGenerator
{
    // Of the combinations of words, some meet a dead end and some were had before; one in a thousand is always found in
    // these paradigms.
    private const int Attempts = 1000;

    /// <summary>Pairs of one paradigm, no sentence twice.</summary>
    /// <param name="paradigm">The contrast.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">
    /// Any number. Paradigms draw independently of each other: adding one leaves the others' pairs as they are.
    /// </param>
    /// <exception cref="NegPreactException">
    /// The paradigm has too few distinct pairs, or no way to fill a template.
    /// </exception>
    public static IReadOnlyList<GrammarPair> Generate(Paradigm paradigm, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(paradigm);
        var maker = new PhraseMaker(
            new SeededRandom(paradigm.Uid.Aggregate(seed, (hash, c) => unchecked((hash * 31) + c))));
        Template[] templates = [.. paradigm.Templates.Select(t => new Template(t))];
        var turns = Turns(paradigm.Balance);
        var used = new HashSet<string>();
        var pairs = new List<GrammarPair>();
        while (pairs.Count < count)
        {
            var turn = turns[pairs.Count % turns.Count];
            var template = templates[pairs.Count / turns.Count % templates.Length];
            pairs.Add(One(paradigm, template, turn, maker, used)
                ?? throw new NegPreactException(
                    ErrorKind.Grammar, $"Paradigm {paradigm.Uid} gave {pairs.Count} distinct pairs of the {count} "
                    + "asked for; widen its templates or ask for fewer."));
        }
        return pairs;
    }

    private static GrammarPair? One(Paradigm paradigm, Template template, IReadOnlyList<(string, string)> turn,
        PhraseMaker maker, HashSet<string> used)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (template.Fill(maker, turn) is not var (goodWords, badWords))
                continue;
            var (good, bad) = (Sentence.Write(goodWords), Sentence.Write(badWords));
            if (good == bad || Stammers(goodWords) || Stammers(badWords) || used.Contains(good) || used.Contains(bad))
                continue;
            used.Add(good);
            used.Add(bad);
            return new GrammarPair(good, bad, paradigm.Uid, paradigm.Phenomenon, paradigm.Suite);
        }
        return null;
    }

    // "The boy who saw the boy" and "that that" read oddly for a reason that no paradigm is about.
    private static bool Stammers(List<string> words)
    {
        var nouns = words.SelectMany(
            w => WordList.OfWord(w).Where(e => e.Category is "N" or "Name").Select(e => e.Lemma)).ToList();
        return nouns.Distinct().Count() < nouns.Count || words.Zip(words.Skip(1)).Any(p => p.First == p.Second);
    }

    // Every combination of the values that are to be balanced, the last variable changing fastest.
    private static List<IReadOnlyList<(string, string)>> Turns(string balance) => balance.Split(
        ' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(b => b.Split('='))
        .Aggregate(new List<IReadOnlyList<(string, string)>> { Array.Empty<(string, string)>() },
            (so, b) => [.. so.SelectMany(t => b[1].Split('|').Select(v => t.Append((b[0], v)).ToArray()))]);
}
