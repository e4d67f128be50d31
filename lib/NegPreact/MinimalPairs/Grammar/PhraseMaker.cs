namespace NegPreact.Grammar;

/// <summary>Makes up phrases at random by the rules that have a weight.</summary>
internal sealed class PhraseMaker(SeededRandom random)
{
    private static readonly ILookup<string, Rule> ByLeft = Rules.All.Where(r => r.Weight > 0)
        .ToLookup(r => r.Left.Category);

    /// <summary>
    /// A phrase of a category that can be what is asked; null where nothing is, or a choice on the way led nowhere.
    /// </summary>
    public Phrase? Make(string category, Features demand, IReadOnlyCollection<string> lemmas)
    {
        var entries = WordList.OfCategory(category)
            .Where(e => (lemmas.Count == 0 || lemmas.Contains(e.Lemma)) && e.Features.And(demand).Possible).ToList();
        if (Draw(entries, e => e.Weight) is { } entry)
            return new Phrase([entry.Word], entry.Features.And(demand), entry.Lemma);
        return Draw([.. ByLeft[category].Where(r => r.Left.Demand(Unbound(r)).And(demand).Possible)],
            r => r.Weight) is { } rule ? Make(rule, demand) : null;
    }

    private Phrase? Make(Rule rule, Features demand)
    {
        var bound = Unbound(rule);
        rule.Left.Bind(demand, bound);
        var words = new List<string>();
        foreach (var place in rule.Right)
        {
            if (place.IsWord)
                words.Add(place.Category);
            else if (Make(place.Category, place.Demand(bound), []) is { } part && place.Bind(part.Features, bound))
                words.AddRange(part.Words);
            else
                return null;
        }
        return new Phrase(words, rule.Left.Demand(bound).And(demand), "");
    }

    private T? Draw<T>(List<T> from, Func<T, int> weight)
        where T : class
    {
        var total = from.Sum(weight);
        if (total == 0)
            return from.Count > 0 ? from[random.Next(from.Count)] : null;
        var left = random.Next(total);
        return from.First(x => (left -= weight(x)) < 0);
    }

    private static uint[] Unbound(Rule rule)
    {
        var all = new uint[rule.Variables];
        Array.Fill(all, uint.MaxValue);
        return all;
    }
}
