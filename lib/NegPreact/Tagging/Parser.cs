namespace NegPreact;

/// <summary>
/// Finds each word's head and label (Universal Dependencies): a greedy arc-hybrid parser, an averaged perceptron
/// trained with a dynamic oracle (Goldberg and Nivre 2013). Trees are projective, with one root. Safe for several
/// threads. Accuracy: <c>data/tagger/README.md</c>.
/// </summary>
public sealed class Parser
{
    internal const string FileName = "parser.bin";
    internal const string Kind = "NPPAR001";

    private static readonly Lazy<Parser> Found = new(() => Load("data/tagger", Tagger.BuiltIn));

    private readonly LinearModel model;
    private readonly Transitions transitions;
    private readonly Lexicon lexicon;

    internal Parser(LinearModel model, string[] labels, Lexicon lexicon) => (this.model, transitions, this.lexicon) = (
        model, new Transitions(labels), lexicon);

    /// <summary>
    /// The parser that comes with the project, trained on the English Web Treebank with tags as
    /// <see cref="Tagger.BuiltIn"/> gives them.
    /// </summary>
    /// <exception cref="NegPreactException">Its files are missing or damaged.</exception>
    public static Parser BuiltIn => Found.Value;

    /// <summary>The labels it can give.</summary>
    public IReadOnlyList<string> Relations => transitions.Labels;

    /// <summary>Reads a parser.</summary>
    /// <param name="folder">
    /// A folder that <c>negpreact train-tagger</c> wrote; it holds the tagger too, whose word clusters the parser
    /// shares.
    /// </param>
    /// <exception cref="NegPreactException">A file is missing or damaged.</exception>
    public static Parser Load(string folder) => Load(folder, Tagger.Load(folder));

    /// <summary>The heads and labels of one sentence.</summary>
    /// <param name="forms">Its words, divided as Universal Dependencies do.</param>
    /// <param name="tags">Their parts of speech, as <see cref="Tagger.Tag(IReadOnlyList{string})"/> gives them.</param>
    /// <exception cref="NegPreactException">There are not as many tags as words.</exception>
    public Arc[] Parse(IReadOnlyList<string> forms, IReadOnlyList<Upos> tags)
    {
        ArgumentNullException.ThrowIfNull(forms);
        ArgumentNullException.ThrowIfNull(tags);
        return forms.Count == tags.Count
            ? Parse(new ParserWords(TagFeatures.Words(forms, lexicon), [.. tags]))
            : throw new NegPreactException(
                ErrorKind.Tagger,
                $"A sentence of {forms.Count} words came with {tags.Count} tags; give one tag per word.");
    }

    internal Arc[] Parse(ParserWords words)
    {
        Span<uint> keys = stackalloc uint[ParserFeatures.Most];
        Span<int> scores = stackalloc int[transitions.Count];
        var state = new ParserState(words.Count);
        while (!state.Finished)
        {
            scores.Clear();
            model.Score(keys[..ParserFeatures.Extract(state, words, keys)], scores);
            transitions.Apply(state, transitions.Best(state, scores));
        }
        return [.. Enumerable.Range(0, words.Count).Select(i =>
            new Arc(state.Heads[i] == state.Root ? 0 : state.Heads[i] + 1, transitions.Labels[state.Labels[i]]))];
    }

    internal void Save(string folder) => ModelFile.Write(Path.Combine(folder, FileName), Kind, writer =>
    {
        writer.Write7BitEncodedInt(transitions.Labels.Length);
        foreach (var label in transitions.Labels)
            writer.Write(label);
        model.Write(writer);
    });

    private static Parser Load(string folder, Tagger tagger) => ModelFile.Read(
        Path.Combine(Repository.Resolve(folder), FileName), Kind, reader =>
    {
        var labels = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = reader.ReadString();
        return new Parser(LinearModel.Read(reader), labels, tagger.Lexicon);
    });
}
