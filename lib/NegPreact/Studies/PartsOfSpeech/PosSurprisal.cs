namespace NegPreact;

/// <summary>
/// Which words become more surprising when the Wasserstein neurons' negatives are zeroed (paper, section on parts of
/// speech; random sets, intervals and checks of the tags are this project's addition).
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
        settings ??= new();
        var model = cache.Model;
        return Run(cache, corpus, TaggedTokens.Of(corpus, model.Tokenizer, cache.Stop), corpus, scores, settings);
    }

    /// <summary>The same on a text that people have tagged.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="gold">The text.</param>
    /// <param name="matchedOn">The text on which perplexities are matched.</param>
    /// <param name="scores">Where the target comes from.</param>
    /// <param name="settings">The settings.</param>
    internal static PosSurprisalResult Run(
        MeasuringCache cache, GoldText gold, Corpus matchedOn, NeuronScores scores, PosSurprisalSettings settings) =>
        Run(cache, gold.Corpus, TaggedTokens.Of(gold.Corpus, cache.Model.Tokenizer, gold.Words), matchedOn, scores,
            settings);

    /// <summary>The same on a text whose tags are known, whoever gave them.</summary>
    internal static PosSurprisalResult Run(
        MeasuringCache cache, Corpus corpus, TaggedTokens tokens, Corpus matchedOn, NeuronScores scores,
        PosSurprisalSettings settings)
    {
        var model = cache.Model;
        var text = new ScoredText(cache, corpus, tokens, int.MaxValue, settings);
        var missing = "The gold-tagged text was left out.";
        var gold = settings.GoldWindows > 0 ? GoldText.Find(settings.Shared, out missing) : null;
        var goldText = gold is null ? null : new ScoredText(
            cache, gold.Corpus, TaggedTokens.Of(gold.Corpus, model.Tokenizer, gold.Words), settings.GoldWindows,
            settings);
        var confusion = TagConfusion.Load("data/tagger/confusion.tsv");
        using var layers = cache.ShareLayers(scores);
        return new PosSurprisalResult(
            settings, ResultSources.Of(model, corpus), gold is null ? null : ResultSources.Of(model, gold.Corpus),
            gold is null ? missing : null,
            Enumerable.Range(0, text.Count).Count(t => t % settings.WindowLength > 0 && tokens.WordOf(t) >= 0),
            [.. settings.Percents.Select(p => Dose(cache, matchedOn, scores, p, text, goldText, confusion, settings))]);
    }

    private static PosSurprisalDose Dose(
        MeasuringCache cache, Corpus matchedOn, NeuronScores scores, double percent, ScoredText text, ScoredText? gold,
        TagConfusion confusion, PosSurprisalSettings settings)
    {
        var target = new Intervention(NeuronSet.Top(scores, percent), Ablation.ZeroNegative);
        var source = new ControlSource(cache, matchedOn, scores, target)
        {
            Match = new() { WindowLength = settings.WindowLength, Windows = settings.MatchWindows },
        };
        var matched = Control.PerplexityMatched.Draw(source);
        Intervention[] random = [.. settings.Seeds.Select(seed => Control.RandomSets.Draw(source, seed).Intervention)];
        Intervention[] matchedRandom = [.. settings.MatchSeeds.Select(
            seed => Control.PerplexityMatchedRandom.Draw(source, seed).Intervention)];
        var change = text.Change(target, random, matched.Intervention);
        var words = text.Tokens.Words;
        Upos[] tags = [.. words.Select(w => w.Tag)];
        var relations = words.Select(w => w.Arc.UniversalRelation).Distinct().Order(StringComparer.Ordinal).ToList();
        return new PosSurprisalDose(
            percent, target.Neurons.Count, matched, change.IsChange,
            Each(w => (int)tags[w], Enum.GetNames<Upos>()),
            Each(w => relations.IndexOf(words[w].Arc.UniversalRelation), relations),
            [
                Whole("scaffolding", settings.Scaffolding),
                Whole("scaffolding without punctuation", settings.WithoutPunctuation),
                Whole("closed classes", settings.Closed), Whole("open classes", settings.Open),
            ],
            Kinds(),
            LessOpen(text, change, ScaffoldingLessOpen, tags, settings.Scaffolding),
            LessOpen(
                text, change, "scaffolding without punctuation minus open classes", tags, settings.WithoutPunctuation),
            LessOpen(text, change, "closed minus open classes", tags, settings.Closed),
            matchedRandom.Length == 0 ? null : LessOpen(
                text, text.Change(target, matchedRandom, matched.Intervention), ScaffoldingLessOpen, tags,
                settings.Scaffolding).BeyondRandom,
            [.. settings.FlipSeeds.Select(seed => LessOpen(
                text, change, $"seed {seed}", TagFlips.Of(tags, settings.FlipPercent, confusion, seed),
                settings.Scaffolding))],
            gold is null ? null : LessOpen(
                gold, gold.Change(target, [.. random.Take(settings.GoldSets)], matched.Intervention),
                ScaffoldingLessOpen, [.. gold.Tokens.Words.Select(w => w.Tag)], settings.Scaffolding));

        IReadOnlyList<ClassExcess> Each(Func<int, int> ofWord, IReadOnlyList<string> names) => ClassMeasure.Together(
            new ClassMeans(change, text.Classes(ofWord), names.Count).Each(names, settings.MinimumTokens));

        ClassExcess Whole(string name, IReadOnlyList<Upos> of) =>
            new ClassMeans(change, text.Classes(w => of.Contains(tags[w]) ? 0 : -1), 1).Of(0, name).Excess();

        // Each kind of scaffolding by itself, less all open classes.
        IReadOnlyList<ClassExcess> Kinds()
        {
            var (kinds, open) = (settings.Scaffolding.ToList(), settings.Scaffolding.Count);
            var means = new ClassMeans(
                change, text.Classes(w => settings.Open.Contains(tags[w]) ? open : kinds.IndexOf(tags[w])), open + 1);
            return ClassMeasure.Together(Enumerable.Range(0, open)
                .Where(k => means.Tokens(k) >= settings.MinimumTokens)
                .Select(k => means.Less(k, open, kinds[k].ToString())));
        }

        ClassExcess LessOpen(
            ScoredText of, SurprisalChange changed, string name, Upos[] tagged, IReadOnlyList<Upos> first) =>
            new ClassMeans(
                changed, of.Classes(w => first.Contains(tagged[w]) ? 0 : settings.Open.Contains(tagged[w]) ? 1 : -1), 2)
                .Less(0, 1, name).Excess();
    }
}
