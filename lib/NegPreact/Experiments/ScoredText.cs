using NegPreact.Ablations;
using NegPreact.Surprisal;

namespace NegPreact.Experiments;

/// <summary>A tagged text in windows, with the surprisal that the untouched model has of each token.</summary>
internal sealed class ScoredText
{
    private readonly LanguageModel model;
    private readonly IReadOnlyList<int>[] windows;
    private readonly double[] dense;

    public ScoredText(LanguageModel model, Corpus corpus, TaggedTokens tokens, int mostWindows, PosSurprisalSettings settings, CancellationToken stop)
    {
        (this.model, Tokens) = (model, tokens);
        windows = [.. corpus.Windows(model.Tokenizer, settings.WindowLength).Take(mostWindows)];
        Count = windows.Length * settings.WindowLength;
        dense = Bits(null, stop);
    }

    public TaggedTokens Tokens { get; }

    /// <summary>Number of tokens in all windows together.</summary>
    public int Count { get; }

    /// <summary>Each token's class by its word, -1 for tokens without one.</summary>
    public int[] Classes(Func<int, int> ofWord) => [.. Enumerable.Range(0, Count).Select(t => Tokens.WordOf(t) is var word and >= 0 ? ofWord(word) : -1)];

    /// <summary>What zeroing the negatives of some neurons adds to each token's surprisal, bits.</summary>
    public SurprisalChange Change(NeuronSet target, NeuronSet[] random, NeuronSet matched, CancellationToken stop)
    {
        using var progress = Progress.Start("Scoring the text under each ablation", random.Length + 2);
        var done = 0;
        return new SurprisalChange(windows.Length, Excess(target), [.. random.Select(Excess)], Excess(matched));

        double[] Excess(NeuronSet set)
        {
            var bits = Bits(set, stop);
            progress.Report(++done);
            return [.. bits.Zip(dense, (ablated, untouched) => ablated - untouched)];
        }
    }

    // A window's first token has nothing before it and is not scored: NaN.
    private double[] Bits(NeuronSet? set, CancellationToken stop)
    {
        using var scope = set is null ? null : model.Ablate(set, Ablation.ZeroNegative);
        return [.. TokenLogProbabilities.Of(model, windows, cancellation: stop).SelectMany(w => w.Select(nats => -nats / Math.Log(2)).Prepend(double.NaN))];
    }
}
