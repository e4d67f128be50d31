namespace NegPreact;

/// <summary>Replaces tags as the tagger itself may have erred: which words, and by what, follows its confusion table.</summary>
internal static class TagFlips
{
    /// <summary>
    /// Tags of the same words, a given share of them replaced. A word is chosen in proportion to how often its tag is wrong where the tagger
    /// gives it; the new tag is drawn from what such words truly were.
    /// </summary>
    /// <param name="tags">The words' tags.</param>
    /// <param name="percent">Percentage of words to replace, as nearly as whole words allow.</param>
    /// <param name="confusion">Right tag by given tag.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Upos[] Of(IReadOnlyList<Upos> tags, double percent, TagConfusion confusion, int seed)
    {
        var all = Enum.GetValues<Upos>();
        var wrong = all.ToDictionary(t => t, t => all.Where(r => r != t).Sum(r => confusion[r, t]) is var errors and > 0
            ? errors / (double)all.Sum(r => confusion[r, t])
            : 0);
        var random = new SeededRandom(seed);
        Upos[] flipped = [.. tags];
        // The largest keys of u^(1/w) are a draw without replacement in proportion to w (Efraimidis and Spirakis 2006).
        var chosen = Enumerable.Range(0, tags.Count).Select(i => (Word: i, Key: wrong[tags[i]] > 0 ? Math.Log(random.NextDouble()) / wrong[tags[i]] : double.NegativeInfinity))
            .Where(w => !double.IsNegativeInfinity(w.Key)).OrderByDescending(w => w.Key).Take((int)Math.Round(tags.Count * percent / 100)).Select(w => w.Word).Order();
        foreach (var word in chosen)
        {
            var given = tags[word];
            var left = random.NextDouble() * all.Where(r => r != given).Sum(r => confusion[r, given]);
            flipped[word] = all.First(r => r != given && (left -= confusion[r, given]) < 0);
        }

        return flipped;
    }
}
