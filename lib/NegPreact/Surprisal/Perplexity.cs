namespace NegPreact;

/// <summary>
/// Perplexity of a model on a text, with the loss of each window, so that two can be compared window by window.
/// </summary>
/// <remarks>
/// As in the paper: the whole text is tokenised once and cut in equal windows that do not overlap, the tail is dropped,
/// and the perplexity is exp of the mean of the windows' mean losses. Each window begins without context, so its first
/// token is not scored.
/// </remarks>
/// <param name="WindowLosses">Mean loss of each window, nats per token.</param>
/// <param name="WindowLength">Tokens per window.</param>
public sealed record Perplexity(IReadOnlyList<double> WindowLosses, int WindowLength)
{
    /// <summary>Mean loss, nats per token.</summary>
    public double MeanLoss { get; } = WindowLosses.Average();

    /// <summary>exp(<see cref="MeanLoss"/>); no unit.</summary>
    public double Value => Math.Exp(MeanLoss);

    /// <summary>The perplexity of a model on a text.</summary>
    /// <param name="model">The model, with whatever ablation is in force.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="windowLength">Tokens per window.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">The text is shorter than two windows.</exception>
    public static Perplexity Of(
        LanguageModel model, Corpus corpus, int windowLength = 256, CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        return OfWindows(model, corpus.Windows(model.Tokenizer, windowLength), cancellation);
    }

    /// <summary>The perplexity on windows of equal length that were cut before.</summary>
    /// <exception cref="NegPreactException">
    /// No windows, windows of unequal length or of fewer than two tokens.
    /// </exception>
    public static Perplexity OfWindows(
        LanguageModel model, IReadOnlyList<IReadOnlyList<int>> windows, CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.Count == 0 || windows[0].Count < 2 || windows.Any(w => w.Count != windows[0].Count))
            throw new NegPreactException(
                ErrorKind.TextTooShort, "Perplexity needs windows of one length, at least one window and two tokens "
                + "each; cut the text again.");
        var losses = TokenLogProbabilities.Of(model, windows, cancellation: cancellation ?? Progress.Cancellation)
            .Select(w => -w.Average()).ToArray();
        return new Perplexity(losses, windows[0].Count);
    }

    /// <inheritdoc/>
    public override string ToString() => $"perplexity {Value:F3} ({WindowLosses.Count} windows of "
        + $"{WindowLength} tokens)";
}
