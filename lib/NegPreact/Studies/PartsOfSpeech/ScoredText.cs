namespace NegPreact;

/// <summary>A tagged text in windows, with the surprisal that the untouched model has of each token.</summary>
internal sealed class ScoredText
{
    private readonly MeasuringCache cache;
    private readonly IReadOnlyList<int>[] windows;
    private readonly double[] dense;

    public ScoredText(
        MeasuringCache cache, Corpus corpus, TaggedTokens tokens, int mostWindows, PosSurprisalSettings settings)
    {
        (this.cache, Tokens) = (cache, tokens);
        windows = [.. corpus.Windows(cache.Model.Tokenizer, settings.WindowLength).Take(mostWindows)];
        Count = windows.Length * settings.WindowLength;
        dense = Bits(Intervention.None);
    }

    public TaggedTokens Tokens { get; }

    /// <summary>Number of tokens in all windows together.</summary>
    public int Count { get; }

    /// <summary>Each token's class by its word, -1 for tokens without one.</summary>
    public int[] Classes(Func<int, int> ofWord) =>
        [.. Enumerable.Range(0, Count).Select(t => Tokens.WordOf(t) is var word and >= 0 ? ofWord(word) : -1)];

    /// <summary>What interventions add to each token's surprisal, bits.</summary>
    public SurprisalChange Change(Intervention target, Intervention[] random, Intervention matched)
    {
        using var progress = Progress.Start("Scoring the text under each ablation", random.Length + 2);
        var done = 0;
        return new SurprisalChange(windows.Length, Excess(target), [.. random.Select(Excess)], Excess(matched));

        double[] Excess(Intervention intervention)
        {
            var bits = Bits(intervention);
            progress.Report(++done);
            return bits.Less(dense);
        }
    }

    // A window's first token has nothing before it and is not scored: NaN.
    private double[] Bits(Intervention intervention) =>
    [
        .. cache.TokenLogProbabilities(windows, intervention)
            .SelectMany(w => w.Select(nats => -nats / Math.Log(2)).Prepend(double.NaN)),
    ];
}

/// <summary>
/// What three kinds of ablation add to the surprisal of each token of a text, bits; NaN for tokens that are not scored.
/// </summary>
/// <param name="Windows">Number of windows, all of one length.</param>
/// <param name="Target">The target's.</param>
/// <param name="Random">The random sets', one row per set.</param>
/// <param name="Matched">The matched control's.</param>
internal sealed record SurprisalChange(int Windows, double[] Target, double[][] Random, double[] Matched)
{
    /// <summary>
    /// Whether the target changes any token at all; where ReLU zeroes the negatives anyway it does not.
    /// </summary>
    public bool IsChange => Target.Any(bits => bits is < 0 or > 0);
}
