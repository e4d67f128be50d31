namespace NegPreact;

/// <summary>
/// How tokenizer, tagger and parser do together on a treebank's running text. Each score is the F1 (0 to 1) of the
/// CoNLL 2018 shared task: a word is found when its place in the text is right; its tag or arc counts when it was found
/// (and its head too).
/// </summary>
/// <param name="Sentences">F1 of sentences with the right first and last character.</param>
/// <param name="Words">F1 of words.</param>
/// <param name="Tags">F1 of words with their right tag.</param>
/// <param name="Heads">F1 of words with their right head.</param>
/// <param name="Labels">F1 of words with their right head and universal label.</param>
public sealed record RawTextScores(double Sentences, double Words, double Tags, double Heads, double Labels)
{
    /// <summary>Annotates the running text of some sentences and compares.</summary>
    public static RawTextScores Measure(
        IEnumerable<ConlluSentence> sentences, WordTokenizer tokenizer, Tagger tagger, Parser parser,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(tagger);
        ArgumentNullException.ThrowIfNull(parser);
        var raw = RawText.Of(sentences);
        var gold = new Dictionary<(int, int), (ConlluWord Word, (int, int)? Head)>();
        var goldSentences = new HashSet<(int, int)>();
        foreach (var sentence in raw.Sentences.Where(s => s.Count > 0))
        {
            goldSentences.Add((sentence[0].Word.Start, sentence[^1].Word.End));
            foreach (var word in sentence)
                gold[Place(word.Word)] = (word, word.Head is > 0 and var h ? Place(sentence[h - 1].Word) : null);
        }
        int words = 0, found = 0, tags = 0, heads = 0, labels = 0, ends = 0, count = 0;
        foreach (var sentence in tokenizer.Sentences(raw.Text))
        {
            cancellation.ThrowIfCancellationRequested();
            string[] forms = [.. sentence.Select(w => w.Form)];
            var given = tagger.Tag(forms);
            var arcs = parser.Parse(forms, given);
            count++;
            ends += goldSentences.Contains((sentence[0].Start, sentence[^1].End)) ? 1 : 0;
            words += forms.Length;
            for (var i = 0; i < forms.Length; i++)
            {
                if (!gold.TryGetValue(Place(sentence[i]), out var right))
                    continue;
                found++;
                tags += right.Word.Tag == given[i] ? 1 : 0;
                (int, int)? head = arcs[i].Head == 0 ? null : Place(sentence[arcs[i].Head - 1]);
                if (right.Word.Head is null || right.Head != head)
                    continue;
                heads++;
                labels += right.Word.Relation is { } r && Arc.Universal(r) == arcs[i].UniversalRelation ? 1 : 0;
            }
        }
        var all = raw.Sentences.Sum(s => s.Count);
        double F1(int right) => 2.0 * right / (words + all);
        return new RawTextScores(
            2.0 * ends / (count + goldSentences.Count), F1(found), F1(tags), F1(heads), F1(labels));
    }

    private static (int, int) Place(Word word) => (word.Start, word.End);
}
