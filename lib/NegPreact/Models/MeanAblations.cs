namespace NegPreact;

/// <summary>Mean ablations of a model.</summary>
public static class MeanAblations
{
    /// <summary>The ablation that holds each neuron at its own mean over a text.</summary>
    /// <param name="model">The model, whose hooks and ablations in force count.</param>
    /// <param name="windows">The text as token ids.</param>
    /// <param name="side">
    /// All pre-activations, or those of one side, which are then held at the mean of that side.
    /// </param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">No windows, or an empty one.</exception>
    /// <example>
    /// <code>
    /// var mean = model.MeanAblation(corpus.Windows(model.Tokenizer, 256), Side.Negative);
    /// using (model.Ablate(chosen, mean))
    ///     Console.WriteLine(Perplexity.Of(model, corpus));
    /// </code>
    /// </example>
    public static MeanAblation MeanAblation(
        this LanguageModel model, IReadOnlyList<IReadOnlyList<int>> windows, Side side = Side.Both,
        CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.Count == 0)
            throw new NegPreactException(
                ErrorKind.TextTooShort, "No windows were given to take means over; give at least one.");
        var stop = cancellation ?? Progress.Cancellation;
        return NegPreact.MeanAblation.Measure(model.Network.Mlps, side, () =>
        {
            // Equally long ones together, since padding would be counted.
            foreach (var batch in windows.GroupBy(w => w.Count).SelectMany(g => g.Chunk(model.TextsPerPass(8, g.Key))))
            {
                stop.ThrowIfCancellationRequested();
                model.Run(batch);
            }
        });
    }
}
