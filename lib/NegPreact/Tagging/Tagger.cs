using System.Collections.Concurrent;

namespace NegPreact;

/// <summary>
/// Gives words their universal part of speech: an averaged perceptron that goes from left to right (Collins 2002), with
/// word clusters from unlabelled text among its features. Safe for several threads. Accuracy:
/// <c>data/tagger/README.md</c>.
/// </summary>
public sealed class Tagger
{
    internal const string FileName = "tagger.bin";
    internal const string Kind = "NPTAG001";

    /// <summary>The number that stands for the tag of a place before the sentence.</summary>
    internal const int Outside = 31;

    private static readonly Lazy<Tagger> Found = new(() => Load("data/tagger"));
    private static readonly int Tags = Enum.GetValues<Upos>().Length;

    // Enough for the words of a large text; later ones are worked out each time.
    private const int MostKnown = 50_000;

    private readonly LinearModel model;
    private readonly ConcurrentDictionary<string, KnownWord> known = new(StringComparer.Ordinal);

    internal Tagger(LinearModel model, Lexicon lexicon) => (this.model, Lexicon) = (model, lexicon);

    /// <summary>The tagger that comes with the project, trained on the English Web Treebank.</summary>
    /// <exception cref="NegPreactException">Its file is missing or damaged.</exception>
    public static Tagger BuiltIn => Found.Value;

    internal Lexicon Lexicon { get; }

    /// <summary>Reads a tagger.</summary>
    /// <param name="folder">A folder that <c>negpreact train-tagger</c> wrote.</param>
    /// <exception cref="NegPreactException">The file is missing or damaged.</exception>
    public static Tagger Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return ModelFile.Read(Path.Combine(Repository.Resolve(folder), FileName), Kind, reader =>
        {
            var lexicon = Lexicon.Read(reader);
            return new Tagger(LinearModel.Read(reader), lexicon);
        });
    }

    /// <summary>The parts of speech of one sentence.</summary>
    /// <param name="forms">
    /// Its words, divided as Universal Dependencies do (<c>do</c>, <c>n't</c>); <see cref="WordTokenizer"/> does that.
    /// </param>
    public Upos[] Tag(IReadOnlyList<string> forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        Span<uint> keys = stackalloc uint[TagFeatures.Most];
        Span<int> scores = stackalloc int[Tags];
        var own = new KnownWord[forms.Count];
        var words = TagFeatures.Words(forms, i => (own[i] = Known(forms[i])).Features);
        var tags = new Upos[forms.Count];
        var (tag1, tag2) = (Outside, Outside);
        for (var i = 0; i < tags.Length; i++)
        {
            own[i].Scores.CopyTo(scores);
            model.Score(keys[..TagFeatures.InContext(words, i, (ulong)tag1, (ulong)tag2, keys)], scores);
            var best = 0;
            for (var t = 1; t < scores.Length; t++)
                if (scores[t] > scores[best])
                    best = t;
            tags[i] = (Upos)best;
            (tag2, tag1) = (tag1, best);
        }
        return tags;
    }

    // A third of the features of a decision depend on the word alone, and most words come again.
    private KnownWord Known(string form)
    {
        if (known.TryGetValue(form, out var found))
            return found;
        Span<uint> keys = stackalloc uint[TagFeatures.Own];
        var word = new KnownWord(WordFeatures.Of(form, Lexicon), new int[Tags]);
        model.Score(keys[..TagFeatures.OfWord(word.Features, keys)], word.Scores);
        if (known.Count < MostKnown)
            known.TryAdd(form, word);
        return word;
    }

    private sealed record KnownWord(WordFeatures Features, int[] Scores);

    internal void Save(string folder) => ModelFile.Write(Path.Combine(folder, FileName), Kind, writer =>
    {
        Lexicon.Write(writer);
        model.Write(writer);
    });
}
