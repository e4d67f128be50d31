namespace NegPreact.Training.Tagging;

/// <summary>
/// How <c>data/tagger</c> was made: word clusters, tokenizer, tagger and parser from a treebank and unlabelled text.
/// </summary>
public static class TaggerTraining
{
    // Averaged weights below 1/16 change no decision worth their place in the file.
    private const double TaggerStep = 1 / 32.0;
    private const double ParserStep = 1 / 16.0;
    private const int Floor = 2;

    /// <summary>Trains everything and writes the model files; the same data and settings give the same bytes.</summary>
    /// <param name="data">
    /// A folder with a Universal Dependencies treebank: one file <c>*-train.conllu</c> and one <c>*-dev.conllu</c>,
    /// <c>.gz</c> or not.
    /// </param>
    /// <param name="text">
    /// Text for the word clusters: files of one paragraph per line, or CoNLL-U files, of which the sentences' text is
    /// taken; <c>.gz</c> or not.
    /// </param>
    /// <param name="output">The folder to write.</param>
    /// <param name="settings">Choices.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="cancellation">Stops between sentences.</param>
    /// <exception cref="NegPreactException">Data are missing or damaged, or lack tags or heads.</exception>
    public static void Run(string data, IReadOnlyList<string> text, string output, TaggerTrainingSettings settings,
        Action<string> say, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(say);
        foreach (var missing in text.Where(t => !File.Exists(t)))
            throw new NegPreactException(
                ErrorKind.DataMissing, $"There is no file {missing}; name text files with --text.");
        var train = Labelled(data, "train");
        var dev = Labelled(data, "dev");

        TrainTokenizer(train, settings, say, cancellation).Save(output);
        var clusters = WordClusters.Learn(() => Lines(text), settings.LeastCount, settings.Clusters, say, cancellation);
        var tagger = TrainTagger(train, dev, clusters, settings, say, cancellation);
        tagger.Save(output);
        TrainParser(train, dev, clusters, tagger, settings, say, cancellation).Save(output);
    }

    internal static WordTokenizer TrainTokenizer(
        List<ConlluSentence> train, TaggerTrainingSettings settings, Action<string> say, CancellationToken cancellation)
    {
        say("word tokenizer");
        return new WordTokenizer(WordTokenizerTrainer.Train(
            RawText.Of(train), settings.TokenizerEpochs, settings.Seed, cancellation).Quantise(TaggerStep, Floor));
    }

    internal static Tagger TrainTagger(
        List<ConlluSentence> train, List<ConlluSentence> dev, Lexicon clusters, TaggerTrainingSettings settings,
        Action<string> say, CancellationToken cancellation)
    {
        var lexicon = AmbiguityClasses.Put(clusters, train);
        var sentences = Ready(train, lexicon);
        // Perceptrons that saw the sentences in other orders make other mistakes; the sum of their weights makes fewer.
        var sum = new AveragedWeights();
        for (var run = 0; run < settings.TaggerRuns; run++)
        {
            say($"tagger, run {run + 1} of {settings.TaggerRuns}");
            sum.Add(BestEpoch(settings.TaggerEpochs, say, epochEnd => TaggerTrainer.Train(
                sentences, settings.TaggerEpochs, settings.Margin, settings.Seed + run, epochEnd, cancellation),
                weights => TagAccuracy(new Tagger(weights.Quantise(TaggerStep, Floor), lexicon), dev)));
        }
        var tagger = new Tagger(sum.Quantise(TaggerStep * settings.TaggerRuns, Floor), lexicon);
        say($"tagger: {100 * TagAccuracy(tagger, dev):F2} % of dev");
        return tagger;
    }

    internal static Parser TrainParser(
        List<ConlluSentence> train, List<ConlluSentence> dev, Lexicon clusters, Tagger tagger,
        TaggerTrainingSettings settings, Action<string> say, CancellationToken cancellation)
    {
        say("tags for the parser to learn from, each half of the treebank tagged by a tagger of the other half");
        var tags = new Upos[train.Count][];
        for (var half = 0; half < 2; half++)
        {
            var part = train.Where((_, i) => InHalf(i, half)).ToList();
            var lexicon = AmbiguityClasses.Put(clusters, part);
            var other = new Tagger(
                TaggerTrainer.Train(Ready(part, lexicon), settings.TaggerEpochs, settings.Margin, settings.Seed, null,
                cancellation).Quantise(TaggerStep, 1), lexicon);
            for (var i = 0; i < train.Count; i++)
                if (!InHalf(i, half))
                    tags[i] = other.Tag(train[i].Forms);
        }
        string[] labels = [
            .. train.SelectMany(s => s.Words).Select(w => w.Relation!).Distinct().Order(StringComparer.Ordinal)];
        var sentences = train.Select((s, i) => ParsedSentence.Of(
            s, new ParserWords(TagFeatures.Words(s.Forms, tagger.Lexicon), tags[i]), labels)).ToList();
        say($"parser, {labels.Length} labels");
        var best = BestEpoch(settings.ParserEpochs, say, epochEnd => ParserTrainer.Train(
            sentences, labels, settings.ParserEpochs, settings.Margin, settings.Seed, epochEnd, cancellation),
            weights => TreebankScores.Measure(dev, tagger,
                new Parser(weights.Quantise(ParserStep, Floor), labels, tagger.Lexicon), cancellation).Las);
        return new Parser(best.Quantise(ParserStep, Floor), labels, tagger.Lexicon);
    }

    // The averaged weights after the epoch that does best on the dev part.
    private static AveragedWeights BestEpoch(
        int epochs, Action<string> say, Action<Action<int, Perceptron>> train, Func<AveragedWeights, double> score)
    {
        AveragedWeights? best = null;
        var bestScore = double.NegativeInfinity;
        train((epoch, perceptron) =>
        {
            var weights = perceptron.Average();
            var value = score(weights);
            say($"  epoch {epoch} of {epochs}: {100 * value:F2} % of dev");
            if (value > bestScore)
                (best, bestScore) = (weights, value);
        });
        return best ?? throw new NegPreactException(
            ErrorKind.Training,
            "Training was asked for zero epochs; ask for at least one.");
    }

    private static IEnumerable<string> Lines(IReadOnlyList<string> files)
    {
        const string Mark = "# text = ";
        foreach (var file in files)
        {
            var isTreebank = file.Contains(".conllu", StringComparison.OrdinalIgnoreCase);
            foreach (var line in TextFiles.Lines([file]))
                if (!isTreebank)
                    yield return line;
                else if (line.StartsWith(Mark, StringComparison.Ordinal))
                    yield return line[Mark.Length..];
        }
    }

    // Blocks of ten sentences, so that both halves have every kind of text.
    private static bool InHalf(int sentence, int half) => sentence / 10 % 2 == half;

    private static List<TaggedSentence> Ready(IEnumerable<ConlluSentence> sentences, Lexicon lexicon) =>
        [.. sentences.Select(
        s => new TaggedSentence(TagFeatures.Words(s.Forms, lexicon), [.. s.Words.Select(w => w.Tag!.Value)]))];

    private static double TagAccuracy(Tagger tagger, List<ConlluSentence> sentences) =>
        sentences.Sum(s => tagger.Tag(s.Forms).Zip(s.Words).Count(t => t.First == t.Second.Tag))
        / (double)sentences.Sum(s => s.Words.Count);

    internal static List<ConlluSentence> Labelled(string folder, string part)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder)
            .Where(f => f.EndsWith($"-{part}.conllu", StringComparison.Ordinal) || f.EndsWith(
            $"-{part}.conllu.gz", StringComparison.Ordinal)).ToList() : [];
        if (files is not [var file])
            throw new NegPreactException(
                ErrorKind.DataMissing, $"{folder} holds {files.Count} files *-{part}.conllu or *-{part}.conllu.gz; "
                + "name a folder with one treebank's train and dev files.");
        var sentences = ConlluFile.Read(file).ToList();
        return sentences.Count > 0 && sentences.All(
            s => s.Words.All(w => w is { Tag: not null, Head: not null, Relation: not null }))
            ? sentences
            : throw new NegPreactException(
                ErrorKind.DataFile, $"{file} has no sentences, or words without tag, head or label; training needs "
                + "all three.");
    }
}
