namespace NegPreact;

/// <summary>
/// What one neuron pulls apart: its far pairs, tokens whose inputs are close and whose pre-activations lie far apart.
/// </summary>
/// <param name="Sample">The neuron's pre-activations.</param>
/// <param name="Pairs">Far pairs, those furthest apart in output first; one for each two vocabulary tokens.</param>
/// <param name="Distances">All sampled pairs, evenly thinned; the far ones whole.</param>
public sealed record SeparatedPairs(
    NeuronPreActivations Sample, IReadOnlyList<SeparatedPair> Pairs, IReadOnlyList<PairDistance> Distances)
{
    /// <summary>
    /// Draws pairs of tokens from a text and finds those that the neuron pulls apart: a short form of
    /// <see cref="Differentiation"/>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="settings">How pairs are drawn, and when they are close and far; the defaults if null.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">
    /// The text is too short for pairs, the neuron has no distance, or it tells no close pair apart.
    /// </exception>
    public static SeparatedPairs Of(
        LanguageModel model, Corpus corpus, NeuronScore neuron, DifferentiationSettings? settings = null,
        CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(neuron);
        settings ??= new();
        var stop = cancellation ?? Progress.Cancellation;
        var name = $"Layer {neuron.Layer}, neuron {neuron.Neuron}";
        if (neuron.WassersteinDistance is not { } distance)
            throw new NegPreactException(
                ErrorKind.NeuronSet,
                $"{name} has no Wasserstein distance ({neuron.MissingReason}); choose one that varies.");
        var (windows, pairs) = PairSample.Of(model, corpus, settings, stop);
        var alone = NeuronSet.One(neuron.Layer, neuron.Neuron, model.IntermediateSizes);
        var layer = Differentiation.Observe(model, windows, pairs, alone, [], settings, stop).Single();
        return layer.Neurons(pairs, settings).FirstOrDefault()?.Separated(distance)
            ?? throw new NegPreactException(
                ErrorKind.NothingToCompare,
                $"{name} tells no close pair of this text apart; choose another neuron or use a longer text.");
    }
}

/// <summary>Two tokens whose inputs are close and whose pre-activations in one neuron are far apart.</summary>
/// <param name="First">The token with the lower pre-activation.</param>
/// <param name="Second">The other.</param>
/// <param name="InputDistance">
/// Distance of the projection's inputs, as a multiple of the median over all sampled pairs of the layer.
/// </param>
/// <param name="OutputDistance">
/// Distance of the pre-activations, as a multiple of the median over all sampled pairs of the neuron.
/// </param>
/// <param name="FirstValue">The first token's pre-activation.</param>
/// <param name="SecondValue">The second token's.</param>
public sealed record SeparatedPair(
    TokenInContext First, TokenInContext Second, double InputDistance, double OutputDistance, double FirstValue,
    double SecondValue)
{
    /// <summary>
    /// Share of the distance of two pre-activations that lies below zero: |min(a, 0) - min(b, 0)| / |a - b|, 0 to 1.
    /// </summary>
    /// <returns>NaN where the two are equal.</returns>
    public static double ShareBelowZero(double a, double b) =>
        Math.Abs(Math.Min(a, 0) - Math.Min(b, 0)) / Math.Abs(a - b);

    /// <summary>The share of this pair.</summary>
    public double Share => ShareBelowZero(FirstValue, SecondValue);
}

/// <summary>A token where it stands.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Before">What stands before it.</param>
/// <param name="After">What follows.</param>
/// <param name="Tag">Its word's part of speech.</param>
/// <param name="Relation">Its word's dependency label.</param>
public sealed record TokenInContext(string Text, string Before, string After, Upos Tag, string Relation)
{
    /// <summary>The token between marks, in its context.</summary>
    public override string ToString() => $"{Before}«{Text}»{After}";
}

/// <summary>One sampled pair of tokens as a neuron has it.</summary>
/// <param name="Input">Distance of the inputs, as a multiple of the layer's median.</param>
/// <param name="Output">Distance of the pre-activations, as a multiple of the neuron's median.</param>
/// <param name="Kind">Whether the pair is close, and far.</param>
/// <param name="Words">The two tokens.</param>
public readonly record struct PairDistance(double Input, double Output, PairKind Kind, string Words);

/// <summary>Where a sampled pair lies.</summary>
public enum PairKind
{
    /// <summary>Its inputs are not close.</summary>
    Other,

    /// <summary>Its inputs are close, its outputs are not far apart.</summary>
    Close,

    /// <summary>Its inputs are close and its outputs far apart.</summary>
    Far,
}
