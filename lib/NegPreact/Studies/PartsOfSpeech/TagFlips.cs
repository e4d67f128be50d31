namespace NegPreact;

/// <summary>
/// Replaces tags as the tagger itself may have erred: which words, and by what, follows its confusion table.
/// </summary>
internal static class TagFlips
{
    /// <summary>
    /// Tags of the same words, a given share of them replaced. A word is chosen in proportion to how often its tag is
    /// wrong where the tagger gives it; the new tag is drawn from what such words truly were.
    /// </summary>
    /// <param name="tags">The words' tags.</param>
    /// <param name="percent">Percentage of words to replace, as nearly as whole words allow.</param>
    /// <param name="confusion">Right tag by given tag.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Upos[] Of(IReadOnlyList<Upos> tags, double percent, TagConfusion confusion, int seed)
    {
        var all = Enum.GetValues<Upos>();
        var wrong = all.ToDictionary(
            t => t, t => Errors(t) > 0 ? Errors(t) / (double)all.Sum(right => confusion[right, t]) : 0);
        var random = new SeededRandom(seed);
        Upos[] flipped = [.. tags];
        // The largest keys of u^(1/w) are a draw without replacement in proportion to w (Efraimidis and Spirakis 2006).
        var chosen = tags.Index().Where(t => wrong[t.Item] > 0)
            .Select(t => (Word: t.Index, Key: Math.Log(random.NextDouble()) / wrong[t.Item]))
            .Where(w => !double.IsNegativeInfinity(w.Key)).OrderByDescending(w => w.Key)
            .Take((int)Math.Round(tags.Count * percent / 100)).Select(w => w.Word).Order();
        foreach (var word in chosen)
        {
            var given = tags[word];
            var left = random.NextDouble() * Errors(given);
            flipped[word] = all.First(r => r != given && (left -= confusion[r, given]) < 0);
        }

        return flipped;

        long Errors(Upos given) => all.Where(right => right != given).Sum(right => confusion[right, given]);
    }
}
