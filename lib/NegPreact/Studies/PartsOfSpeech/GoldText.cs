using NegPreact.Hub;
using NegPreact.Tokens;

namespace NegPreact;

/// <summary>A text with the parts of speech that people gave it.</summary>
/// <param name="Corpus">The text, one document.</param>
/// <param name="Words">Its words.</param>
internal sealed record GoldText(Corpus Corpus, IReadOnlyList<AnnotatedWord> Words)
{
    /// <summary>The test part of the English Web Treebank, which the tagger was not trained on.</summary>
    /// <param name="shared">
    /// A folder with a treebank of your own as <c>data/ud-ewt</c>; null: see <see cref="PosSurprisalSettings.Shared"/>.
    /// </param>
    /// <param name="missing">Why there is none.</param>
    public static GoldText? Find(string? shared, out string missing)
    {
        var file = shared is null ? DataSets.Here("ud-ewt/en_ewt-ud-test.conllu")?[0] : TestIn(shared);
        missing = "There is no gold-tagged text here: fetch it with `negpreact fetch --data ud-ewt`, or set "
            + "NEGPREACT_SHARED to a folder whose data/ud-ewt holds the English Web Treebank's test file.";
        return file is null ? null : Of("UD English EWT, test", ConlluFile.Read(file));
    }

    private static string? TestIn(string shared) =>
        Path.Combine(shared, "data", "ud-ewt") is var folder && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*-test.conllu*").Order(StringComparer.Ordinal).FirstOrDefault()
            : null;

    /// <summary>The first sentences, as many as make this many windows.</summary>
    /// <exception cref="NegPreactException">The text is shorter.</exception>
    public GoldText Beginning(Tokenizer tokenizer, int windows, int windowLength)
    {
        var text = Corpus.Documents[0];
        var tokens = tokenizer.EncodeWithOffsets(text, addSpecialTokens: false);
        var wanted = windows * windowLength;
        if (tokens.Count < wanted)
            throw new NegPreactException(
                ErrorKind.TextTooShort, $"The text '{Corpus.Name}' has {tokens.Count} tokens, fewer than {windows} "
                + $"windows of {windowLength}; use a longer text.");
        var end = tokens[wanted - 1].End;
        var last = Words.Where(w => w.Word.End >= end).Select(w => w.Sentence).DefaultIfEmpty(int.MaxValue).First();
        AnnotatedWord[] taken = [.. Words.TakeWhile(w => w.Sentence <= last)];
        return new GoldText(
            Corpus.OfText($"{Corpus.Name}, first {last + 1} sentences", text[..taken[^1].Word.End]), taken);
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
