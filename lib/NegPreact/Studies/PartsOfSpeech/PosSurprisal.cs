
namespace NegPreact;

/// <summary>
/// Which words become more surprising when the Wasserstein neurons' negatives are zeroed (paper, section on parts of speech; the controls,
/// intervals and checks of the tags are this project's addition).
/// </summary>
public static class PosSurprisal
{
    private const string ScaffoldingLessOpen = "scaffolding minus open classes";

    /// <summary>Scores the text under every ablation and compares the classes of words.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text; the built-in tagger and parser annotate it.</param>
    /// <param name="scores">Where the target comes from: the highest Wasserstein distances of each layer.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <exception cref="NegPreactException">The text is too short, or the scores belong to another model.</exception>
    public static PosSurprisalResult Run(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, PosSurprisalSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(scores);
        settings ??= new PosSurprisalSettings();
        var model = cache.Model;
        var text = new ScoredText(cache, corpus, TaggedTokens.Of(corpus, model.Tokenizer, cache.Stop), int.MaxValue, settings);
        var missing = "The gold-tagged text was left out.";
        var gold = settings.GoldWindows > 0 ? GoldText.Find(settings.Shared, out missing) : null;
        var goldText = gold is null ? null : new ScoredText(cache, gold.Corpus, TaggedTokens.Of(gold.Corpus, model.Tokenizer, gold.Words), settings.GoldWindows, settings);
        var confusion = TagConfusion.Load("data/tagger/confusion.tsv");
        var doses = settings.Percents.Select(percent => Dose(cache, corpus, scores, percent, text, goldText, confusion, settings)).ToList();
        return new PosSurprisalResult(
            settings, ResultSource.Of(model, corpus), gold is null ? null : ResultSource.Of(model, gold.Corpus), gold is null ? missing : null,
            Enumerable.Range(0, text.Count).Count(t => t % settings.WindowLength > 0 && text.Tokens.WordOf(t) >= 0), doses);
    }

    private static PosSurprisalDose Dose(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, double percent, ScoredText text, ScoredText? gold, TagConfusion confusion,
        PosSurprisalSettings settings)
    {
        var target = new Intervention(NeuronSet.Top(scores, percent), Ablation.ZeroNegative);
        var source = new ControlSource(cache, corpus, scores, target)
        {
            Match = new()
            {
                WindowLength = settings.WindowLength, Windows = settings.MatchWindows,
                BootstrapSeed = settings.BootstrapSeed,
            },
        };
        var matched = Control.PerplexityMatched.Draw(source);
        Intervention[] random = [.. settings.Seeds.Select(seed => Control.RandomSets.Draw(source, seed).Intervention)];
        var change = text.Change(target, random, matched.Intervention);
        var words = text.Tokens.Words;
        Upos[] tags = [.. words.Select(w => w.Tag)];
        var relations = words.Select(w => w.Arc.UniversalRelation).Distinct().Order(StringComparer.Ordinal).ToList();
        var place = relations.Index().ToDictionary(r => r.Item, r => r.Index);
        return new PosSurprisalDose(
            percent, target.Neurons.Count, matched,
            ClassMeans.Of(change, text.Classes(w => (int)tags[w]), Enum.GetNames<Upos>(), settings),
            ClassMeans.Of(change, text.Classes(w => place[words[w].Arc.UniversalRelation]), relations, settings),
            [.. new[] { ("scaffolding", settings.Scaffolding), ("closed classes", settings.Closed), ("open classes", settings.Open) }.SelectMany(c =>
                ClassMeans.Of(change, text.Classes(w => c.Item2.Contains(tags[w]) ? 0 : -1), [c.Item1], settings with { MinimumTokens = 1 }))],
            Contrast(text, change, ScaffoldingLessOpen, tags, settings.Scaffolding, settings),
            Contrast(text, change, "closed minus open classes", tags, settings.Closed, settings),
            [.. settings.FlipSeeds.Select(seed => Contrast(
                text, change, $"seed {seed}", TagFlips.Of(tags, settings.FlipPercent, confusion, seed), settings.Scaffolding, settings))],
            gold is null ? null : Contrast(
                gold, gold.Change(target, random, matched.Intervention), ScaffoldingLessOpen,
                [.. gold.Tokens.Words.Select(w => w.Tag)], settings.Scaffolding, settings));
    }

    private static ClassExcess Contrast(
        ScoredText text, SurprisalChange change, string name, Upos[] tags, IReadOnlyList<Upos> first, PosSurprisalSettings settings) =>
        ClassMeans.Contrast(change, text.Classes(w => first.Contains(tags[w]) ? 0 : settings.Open.Contains(tags[w]) ? 1 : -1), name, settings);
}
