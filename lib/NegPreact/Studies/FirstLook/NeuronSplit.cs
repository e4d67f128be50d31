namespace NegPreact;

/// <summary>One neuron's far pairs: tokens whose inputs are close and whose pre-activations it puts far apart. A short form of <see cref="Differentiation"/>.</summary>
public static class NeuronSplit
{
    /// <summary>Draws pairs of tokens from a text and finds those that the neuron pulls apart.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="settings">How pairs are drawn, and when they are close and far; the defaults where null.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">The text is too short for pairs, the neuron has no distance, or it tells no close pair apart.</exception>
    public static NeuronPairs Of(
        LanguageModel model, Corpus corpus, NeuronScore neuron, DifferentiationSettings? settings = null, CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(neuron);
        settings ??= new DifferentiationSettings();
        var stop = cancellation ?? Progress.Cancellation;
        if (neuron.WassersteinDistance is not { } distance)
            throw new NegPreactException(
                ErrorKind.NeuronSet,
                $"Layer {neuron.Layer}, neuron {neuron.Neuron} has no Wasserstein distance ({neuron.MissingReason}); "
                    + "choose one that varies.");
        IReadOnlyList<int>[] windows = [.. corpus.Windows(model.Tokenizer, settings.WindowLength).Take(settings.Windows)];
        var pairs = new PairSample(TaggedTokens.Of(corpus, model.Tokenizer, stop), windows.Length * settings.WindowLength, settings);
        var alone = NeuronSet.One(neuron.Layer, neuron.Neuron, model.IntermediateSizes);
        var layer = Differentiation.Observe(model, windows, pairs, alone, [], settings, stop).Single();
        return layer.Views(pairs, settings).FirstOrDefault()?.Example(pairs, distance)
            ?? throw new NegPreactException(
                ErrorKind.NothingToCompare,
                $"Layer {neuron.Layer}, neuron {neuron.Neuron} tells no close pair of this text apart; choose another "
                    + "neuron or use a longer text.");
    }
}
