namespace NegPreact;

/// <summary>What an ablation does to a model. Above 0: harm.</summary>
public enum LayerEffect
{
    /// <summary>Rise of the loss on a text, nats per token.</summary>
    Loss,

    /// <summary>How far the predictions move: KL(untouched || ablated), nats per token.</summary>
    Divergence,

    /// <summary>
    /// Fall of the margin by which the grammatical sentence of a pair is likelier, in the pairs' unit.
    /// </summary>
    Margin,

    /// <summary>Fall of the share of pairs that the model gets right, percentage points.</summary>
    Accuracy,
}

/// <summary>The names used in the figures across depth.</summary>
internal static class LayerNames
{
    public static string Ablated(LayerSweepResult found) => found.IsByLayer ? "layer" : "layers";

    public static string Name(this LayerSweepResult found, Selection neurons) =>
        StudyNames.MeanOf(neurons.Name, found.Sets[neurons].Count);

    /// <summary>
    /// With the number of sets behind an effect, which need not be the same in each choice of layers.
    /// </summary>
    public static string Name(
        this LayerSweepResult found, Selection neurons, LayerEffect effect, params IEnumerable<LayerRange> layers)
    {
        int[] sets = [.. layers.Select(l => found.Statistics(effect, neurons, l).Count).Distinct().Order()];
        return sets is [var only]
            ? StudyNames.MeanOf(neurons.Name, only)
            : $"{neurons.Name}, mean of {sets[0]} to {sets[^1]}";
    }

    public static string Name(this LayerEffect effect) => effect switch
    {
        LayerEffect.Loss => "rise of the loss",
        LayerEffect.Divergence => "divergence",
        LayerEffect.Margin => "loss of mean margin",
        LayerEffect.Accuracy => "loss of accuracy",
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, null),
    };

    // Part of a claim's name, which other pages and reports refer to.
    public static string Id(this LayerEffect effect) => effect switch
    {
        LayerEffect.Loss => "loss",
        LayerEffect.Divergence => "divergence",
        LayerEffect.Margin => "margin",
        LayerEffect.Accuracy => "accuracy",
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, null),
    };

    public static string Unit(this LayerSweepResult found, LayerEffect effect) => effect switch
    {
        LayerEffect.Margin => found.Settings.Convention.Unit,
        LayerEffect.Accuracy => "% points",
        LayerEffect.Loss or LayerEffect.Divergence => "nats per token",
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, null),
    };

    public static Axis Axis(this LayerSweepResult found, LayerEffect effect) => new(effect.Name(), found.Unit(effect));

    /// <summary>The smallest effect that matters; of a margin by how far the untouched model's spread.</summary>
    public static SmallestEffect Smallest(this LayerSweepResult found, LayerEffect effect) => effect switch
    {
        LayerEffect.Loss or LayerEffect.Divergence => SmallestEffect.Loss,
        LayerEffect.Margin => MarginSpread.Smallest(found.Untouched.Margins),
        LayerEffect.Accuracy => SmallestEffect.Accuracy,
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, null),
    };

    public static string Layers(this LayerSweepResult found, LayerRange range) => range == found.AllLayers
        ? "all"
        : string.Join(", ", found.Groups.Take((range.From)..(range.To + 1)).Select(g => g.Name));

    public static string Dose(this LayerSweepResult found) => StudyNames.OfEachLayer(found.Settings.Percent);
}
