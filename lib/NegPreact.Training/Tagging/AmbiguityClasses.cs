namespace NegPreact.Training.Tagging;

/// <summary>
/// Which sets of parts of speech the forms of a treebank have: the tags that make up a tenth or more of a frequent
/// form's.
/// </summary>
internal static class AmbiguityClasses
{
    // A rarer form's only tag would be the right answer itself, which a tagger must not learn to rely on.
    private const int LeastCount = 5;

    /// <summary>The lexicon with the classes of these sentences' forms put in.</summary>
    public static Lexicon Put(Lexicon clusters, IReadOnlyList<ConlluSentence> sentences)
    {
        var entries = new Dictionary<uint, LexiconEntry>(clusters.Entries);
        var numbers = new Dictionary<int, ushort>();
        foreach (var form in sentences.SelectMany(s => s.Words).Where(w => w.Tag is not null).GroupBy(
            w => w.Word.Form, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var count = form.Count();
            if (count < LeastCount)
                continue;
            var set = form.GroupBy(w => w.Tag!.Value).Where(g => g.Count() * 10 >= count).Aggregate(
                0, (bits, g) => bits | (1 << (int)g.Key));
            var features = WordFeatures.Of(form.Key, clusters);
            if (!numbers.TryGetValue(set, out var number))
                numbers[set] = number = (ushort)(numbers.Count + 1);
            entries[FeatureHash.Key(features.Form)] = features.Entry with { Ambiguity = number };
        }
        return new Lexicon(entries);
    }
}
