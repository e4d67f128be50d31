namespace NegPreact.Grammar;

/// <summary>A paradigm's template, read: what <see cref="Paradigm"/> describes.</summary>
internal sealed class Template
{
    private readonly List<string> variables = [];
    private readonly List<Part> parts = [];

    public Template(string text)
    {
        var (inGood, inBad) = (true, true);
        foreach (var word in Rule.Split(text))
            switch (word)
            {
                case "{":
                    inBad = false;
                    break;
                case "|":
                    (inGood, inBad) = (false, true);
                    break;
                case "}":
                    (inGood, inBad) = (true, true);
                    break;
                default:
                    parts.Add(Part.Read(word, inGood, inBad, variables));
                    break;
            }
    }

    /// <summary>
    /// Makes up both sentences; null where the choices made on the way left a place that nothing fits.
    /// </summary>
    public (List<string> Good, List<string> Bad)? Fill(
        PhraseMaker maker, IEnumerable<(string Variable, string Value)> fixedValues)
    {
        var bound = new uint[variables.Count];
        Array.Fill(bound, uint.MaxValue);
        foreach (var (variable, value) in fixedValues)
            if (variables.IndexOf(variable) is >= 0 and var i)
                bound[i] = Features.Values(parts.Select(p => p.Pattern?.FeatureOf(i) ?? -1).First(f => f >= 0), value);
        var labelled = new Dictionary<string, Phrase>();
        var (good, bad) = (new List<string>(), new List<string>());
        foreach (var part in parts)
        {
            if (Make(part, maker, labelled, bound) is not { } phrase)
                return null;
            if (part.InGood)
                good.AddRange(phrase.Words);
            if (part.InBad)
                bad.AddRange(phrase.Words);
        }
        return (good, bad);
    }

    private static Phrase? Make(Part part, PhraseMaker maker, Dictionary<string, Phrase> labelled, uint[] bound)
    {
        var earlier = part.Label is null ? null : labelled.GetValueOrDefault(part.Label);
        if (part.Pattern is not { } pattern)
            return earlier ?? throw new NegPreactException(
                ErrorKind.Grammar, $"A template repeats #{part.Label} before anything has that label; label it at its "
                + "first place.");
        if (pattern.IsWord)
            return new Phrase([pattern.Category], Features.Any, pattern.Category);
        IReadOnlyCollection<string> lemmas = earlier is null ? part.Lemmas : [earlier.Lemma];
        if (maker.Make(pattern.Category, pattern.Demand(bound), lemmas) is not { } phrase
            || !pattern.Bind(phrase.Features, bound))
            return null;
        if (part.Label is not null)
            labelled[part.Label] = phrase;
        return phrase;
    }

    private sealed record Part(Pattern? Pattern, string? Label, string[] Lemmas, bool InGood, bool InBad)
    {
        // CATEGORY:lemma,lemma#label[features], each but the category (or the label) may be missing
        public static Part Read(string text, bool inGood, bool inBad, List<string> variables)
        {
            var bracket = text.IndexOf('[') is >= 0 and var b ? b : text.Length;
            var head = text[..bracket].Split('#');
            var names = head[0].Split(':');
            return new Part(
                names[0].Length > 0 ? Pattern.Parse(names[0] + text[bracket..], variables) : null,
                head.Length > 1 ? head[1] : null,
                names.Length > 1 ? names[1].Split(',') : [],
                inGood,
                inBad);
        }
    }
}
