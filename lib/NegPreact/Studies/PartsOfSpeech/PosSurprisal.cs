namespace NegPreact;

/// <summary>
/// Which words become more surprising when the Wasserstein neurons' negatives are zeroed (paper, section on parts of
/// speech; the controls, intervals and checks of the tags are this project's addition).
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
        var tokens = TaggedTokens.Of(corpus, model.Tokenizer, cache.Stop);
        var text = new ScoredText(cache, corpus, tokens, int.MaxValue, settings);
        var missing = "The gold-tagged text was left out.";
        var gold = settings.GoldWindows > 0 ? GoldText.Find(settings.Shared, out missing) : null;
        var goldText = gold is null ? null : new ScoredText(
            cache, gold.Corpus, TaggedTokens.Of(gold.Corpus, model.Tokenizer, gold.Words), settings.GoldWindows,
            settings);
        var confusion = TagConfusion.Load("data/tagger/confusion.tsv");
        return new PosSurprisalResult(
            settings, ResultSources.Of(model, corpus), gold is null ? null : ResultSources.Of(model, gold.Corpus),
            gold is null ? missing : null,
            Enumerable.Range(0, text.Count).Count(t => t % settings.WindowLength > 0 && tokens.WordOf(t) >= 0),
            [.. settings.Percents.Select(p => Dose(cache, corpus, scores, p, text, goldText, confusion, settings))]);
    }

    private static PosSurprisalDose Dose(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, double percent, ScoredText text, ScoredText? gold,
        TagConfusion confusion, PosSurprisalSettings settings)
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
        (string Name, IReadOnlyList<Upos> Tags)[] wholes =
        [
            ("scaffolding", settings.Scaffolding), ("closed classes", settings.Closed), ("open classes", settings.Open),
        ];
        return new PosSurprisalDose(
            percent, target.Neurons.Count, matched,
            ClassMeans.Of(change, text.Classes(w => (int)tags[w]), Enum.GetNames<Upos>(), settings),
            ClassMeans.Of(
                change, text.Classes(w => relations.IndexOf(words[w].Arc.UniversalRelation)), relations, settings),
            [.. wholes.SelectMany(c => ClassMeans.Of(
                change, text.Classes(w => c.Tags.Contains(tags[w]) ? 0 : -1), [c.Name],
                settings with { MinimumTokens = 1 }))],
            LessOpen(text, change, ScaffoldingLessOpen, tags, settings.Scaffolding),
            LessOpen(text, change, "closed minus open classes", tags, settings.Closed),
            [.. settings.FlipSeeds.Select(seed => LessOpen(
                text, change, $"seed {seed}", TagFlips.Of(tags, settings.FlipPercent, confusion, seed),
                settings.Scaffolding))],
            gold is null ? null : LessOpen(
                gold, gold.Change(target, random, matched.Intervention), ScaffoldingLessOpen,
                [.. gold.Tokens.Words.Select(w => w.Tag)], settings.Scaffolding));

        ClassExcess LessOpen(
            ScoredText of, SurprisalChange changed, string name, Upos[] tagged, IReadOnlyList<Upos> first) =>
            ClassMeans.Contrast(
                changed,
                of.Classes(w => first.Contains(tagged[w]) ? 0 : settings.Open.Contains(tagged[w]) ? 1 : -1),
                name, settings);
    }
}

/// <summary>A text with the parts of speech that people gave it.</summary>
/// <param name="Corpus">The text, one document.</param>
/// <param name="Words">Its words.</param>
internal sealed record GoldText(Corpus Corpus, IReadOnlyList<AnnotatedWord> Words)
{
    /// <summary>The test part of the English Web Treebank, which the tagger was not trained on.</summary>
    /// <param name="shared">
    /// The folder whose <c>data/ud-ewt</c> is looked through; null: see <see cref="PosSurprisalSettings.Shared"/>.
    /// </param>
    /// <param name="missing">Why there is none.</param>
    public static GoldText? Find(string? shared, out string missing)
    {
        var folder = Path.Combine(shared ?? Repository.Shared, "data", "ud-ewt");
        var file = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*-test.conllu*").Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
        missing = "There is no gold-tagged text here: set NEGPREACT_SHARED to a folder whose data/ud-ewt holds the "
            + "English Web Treebank's test file (.conllu or .conllu.gz).";
        return file is null ? null : Of("UD English EWT, test", ConlluFile.Read(file));
    }

    /// <summary>The sentences as running text; words without a tag are left out.</summary>
    public static GoldText Of(string name, IEnumerable<ConlluSentence> sentences)
    {
        var raw = RawText.Of(sentences);
        return new GoldText(Corpus.OfText(name, raw.Text), [.. raw.Sentences.SelectMany((words, s) => words
            .Where(w => w.Tag is not null)
            .Select(w => new AnnotatedWord(w.Word, w.Tag!.Value, new Arc(w.Head ?? 0, w.Relation ?? "dep"), s)))]);
    }
}
