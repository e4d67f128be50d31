namespace NegPreact.Grammar;

/// <summary>
/// Says whether the grammar has a derivation for a sentence: a bottom-up chart over the same rules and words that make
/// the pairs.
/// </summary>
public static class Recogniser
{
    private static readonly ILookup<string, Rule> ByFirst = Rules.All.ToLookup(r => r.Right[0].Category);

    /// <summary>Whether the whole sentence is one of the grammar's.</summary>
    /// <param name="sentence">As it is written: capital letter, full stop or question mark.</param>
    /// <exception cref="NegPreactException">A word is not in the lexicon and in no rule.</exception>
    public static bool Accepts(string sentence)
    {
        ArgumentException.ThrowIfNullOrEmpty(sentence);
        var words = Sentence.Read(sentence);
        foreach (var word in words)
            if (!WordList.OfWord(word).Any() && !Rules.All.Any(r => r.Right.Any(p => p.Category == word)))
                throw new NegPreactException(
                    ErrorKind.Grammar, $"The word '{word}' in '{sentence}' is not in the grammar's lexicon; add it "
                    + "there, or use another.");
        return new Chart(words).Covers("Sent");
    }

    // Complete phrases by where they begin, shorter ones first: every phrase is built from phrases that are already
    // there.
    private sealed class Chart
    {
        private readonly int length;
        private readonly Dictionary<string, List<(int End, Features Features)>>[] phrases;

        public Chart(IReadOnlyList<string> words)
        {
            length = words.Count;
            phrases = [.. words.Select(_ => new Dictionary<string, List<(int, Features)>>())];
            for (var width = 1; width <= length; width++)
                for (var start = 0; start + width <= length; start++)
                    Fill(words, start, start + width);
        }

        public bool Covers(string category) => phrases[0].GetValueOrDefault(category, []).Any(p => p.End == length);

        private void Fill(IReadOnlyList<string> words, int start, int end)
        {
            var fresh = new Queue<(string Category, Features Features)>();
            if (end == start + 1)
            {
                Add(words[start], Features.Any);
                foreach (var entry in WordList.OfWord(words[start]))
                    Add(entry.Category, entry.Features);
            }
            foreach (var (first, found) in phrases[start].ToList())
                foreach (var rule in ByFirst[first].Where(r => r.Right.Count > 1))
                    foreach (var (middle, features) in found.Where(f => f.End < end).ToList())
                        Extend(rule, 0, features, middle, Unbound(rule));

            // Rules of one part apply over and over at the same span.
            while (fresh.TryDequeue(out var next))
                foreach (var rule in ByFirst[next.Category].Where(r => r.Right.Count == 1))
                    Extend(rule, 0, next.Features, end, Unbound(rule));

            void Extend(Rule rule, int place, Features filler, int middle, uint[] bound)
            {
                if (!rule.Right[place].Bind(filler, bound))
                    return;
                if (place == rule.Right.Count - 1)
                {
                    if (middle == end)
                        Add(rule.Left.Category, rule.Left.Demand(bound));
                    return;
                }
                var last = place + 2 == rule.Right.Count;
                foreach (var (next, features) in phrases[middle].GetValueOrDefault(rule.Right[place + 1].Category, [])
                    .ToList())
                    if (last ? next == end : next < end)
                        Extend(rule, place + 1, features, next, (uint[])bound.Clone());
            }

            void Add(string category, Features features)
            {
                if (!features.Possible)
                    return;
                if (!phrases[start].TryGetValue(category, out var known))
                    phrases[start].Add(category, known = []);
                if (known.Contains((end, features)))
                    return;
                known.Add((end, features));
                fresh.Enqueue((category, features));
            }
        }

        private static uint[] Unbound(Rule rule)
        {
            var all = new uint[rule.Variables];
            Array.Fill(all, uint.MaxValue);
            return all;
        }
    }
}
