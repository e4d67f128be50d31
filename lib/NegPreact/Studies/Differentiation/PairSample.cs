namespace NegPreact;

/// <summary>The sampled token pairs of a text, and what is known of their tokens.</summary>
internal sealed class PairSample
{
    private const int MostRounds = 20;
    private const int Bins = 32;
    private const int Quarters = 4;

    private readonly TaggedTokens text;
    private readonly int windowLength;
    private readonly Dictionary<int, int> counts;

    /// <summary>A text's windows, as many as the settings allow, and pairs of the tokens in them.</summary>
    public static (IReadOnlyList<int>[] Windows, PairSample Pairs) Of(
        LanguageModel model, Corpus corpus, DifferentiationSettings settings, CancellationToken stop)
    {
        IReadOnlyList<int>[] windows =
            [.. corpus.Windows(model.Tokenizer, settings.WindowLength).Take(settings.Windows)];
        var text = TaggedTokens.Of(corpus, model.Tokenizer, stop);
        return (windows, new PairSample(text, windows.Length * settings.WindowLength, settings));
    }

    public PairSample(TaggedTokens text, int tokens, DifferentiationSettings settings)
    {
        (this.text, windowLength) = (text, settings.WindowLength);
        counts = Enumerable.Range(0, tokens).CountBy(text.Id).ToDictionary();
        // A window's first token has no context, and tokens without a word have no part of speech.
        Candidates = [.. Enumerable.Range(0, tokens).Where(t => t % windowLength > 0 && text.WordOf(t) >= 0)];
        if (Candidates.Length < 2 * settings.MinimumPairs)
            throw new NegPreactException(
                ErrorKind.TextTooShort,
                $"The text has {Candidates.Length} tokens that stand for words, too few for pairs; use a longer text.");
        var seen = new HashSet<(int, int)>();
        var pairs = new List<(int First, int Second)>();
        for (var round = 0; round < MostRounds && pairs.Count < settings.Pairs; round++)
        {
            var order = new SeededRandom(unchecked((settings.Seed * 1_000) + round))
                .Distinct(Candidates.Length, Candidates.Length);
            for (var i = 0; i + 1 < order.Length && pairs.Count < settings.Pairs; i += 2)
            {
                var (x, y) = (order[i], order[i + 1]);
                var (a, b) = (Candidates[Math.Min(x, y)], Candidates[Math.Max(x, y)]);
                if ((settings.SameTokens || text.Id(a) != text.Id(b)) && seen.Add((a, b)))
                    pairs.Add((a, b));
            }
        }

        (First, Second) = ([.. pairs.Select(p => p.First)], [.. pairs.Select(p => p.Second)]);
        Windows = new PairWindows(tokens / windowLength, Windowed(First), Windowed(Second));

        int[] Windowed(int[] of) => Array.ConvertAll(of, t => t / windowLength);
    }

    /// <summary>The tokens that pairs are drawn from.</summary>
    public int[] Candidates { get; }

    public int Count => First.Length;

    public int[] First { get; }

    public int[] Second { get; }

    public PairWindows Windows { get; }

    /// <summary>Number of <see cref="FrequencyStratum"/>s.</summary>
    public const int FrequencyStrata = Bins * Bins;

    /// <summary>Number of <see cref="PositionStratum"/>s.</summary>
    public const int PositionStrata = Quarters * Quarters;

    /// <summary>Both tokens' counts in the text, to the next lower power of two.</summary>
    public int FrequencyStratum(int pair) => Unordered(
        int.Log2(counts[text.Id(First[pair])]), int.Log2(counts[text.Id(Second[pair])]), Bins);

    /// <summary>The quarters of their windows that both tokens stand in.</summary>
    public int PositionStratum(int pair)
    {
        return Unordered(Quarter(First[pair]), Quarter(Second[pair]), Quarters);
        int Quarter(int token) => token % windowLength * Quarters / windowLength;
    }

    /// <summary>Both tokens' parts of speech or labels, in alphabetical order.</summary>
    public string Kind(int pair, Func<AnnotatedWord, string> of)
    {
        var (a, b) = (of(Word(First[pair])), of(Word(Second[pair])));
        return string.CompareOrdinal(a, b) <= 0 ? $"{a}-{b}" : $"{b}-{a}";
    }

    /// <summary>How many of the two tokens are so: 0, 1 or 2.</summary>
    public int CountTokens(int pair, Func<AnnotatedWord, bool> are) =>
        (are(Word(First[pair])) ? 1 : 0) + (are(Word(Second[pair])) ? 1 : 0);

    /// <summary>The two vocabulary tokens, whichever comes first.</summary>
    public (int Low, int High) Ids(int pair)
    {
        var (a, b) = (text.Id(First[pair]), text.Id(Second[pair]));
        return (Math.Min(a, b), Math.Max(a, b));
    }

    public TokenInContext Token(int token)
    {
        var (before, at, after) = text.Context(token, 14);
        var word = Word(token);
        return new TokenInContext(at, before, after, word.Tag, word.Arc.UniversalRelation);
    }

    public string Words(int pair) =>
        $"{text.Context(First[pair], 0).Text.Trim()} | {text.Context(Second[pair], 0).Text.Trim()}";

    private AnnotatedWord Word(int token) => text.Words[text.WordOf(token)];

    private static int Unordered(int a, int b, int below) => (Math.Min(a, b) * below) + Math.Max(a, b);
}
