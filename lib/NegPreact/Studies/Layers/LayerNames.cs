namespace NegPreact;

/// <summary>The names used in the figures across depth.</summary>
internal static class LayerNames
{
    public static string Of(LayerSweepResult found) => found.Groups.All(g => g.First == g.Last) ? "layer" : "layers";

    public static string Name(this LayerSweepResult found, Selection neurons) =>
        ContrastNames.MeanOf(neurons.Name, found.Sets[neurons].Count);

    public static string Name(this LayerEffect effect) => effect switch
    {
        LayerEffect.Loss => "rise of the loss",
        LayerEffect.Divergence => "divergence",
        LayerEffect.Margin => "loss of mean margin",
        _ => "loss of accuracy",
    };

    // Part of a claim's name, which other pages and reports refer to.
    public static string Id(this LayerEffect effect) => effect switch
    {
        LayerEffect.Loss => "loss",
        LayerEffect.Divergence => "divergence",
        LayerEffect.Margin => "margin",
        _ => "accuracy",
    };

    public static string Unit(this LayerSweepResult found, LayerEffect effect) => effect switch
    {
        LayerEffect.Margin => found.Settings.Convention.Unit,
        LayerEffect.Accuracy => "% points",
        _ => "nats per token",
    };

    public static Axis Axis(this LayerSweepResult found, LayerEffect effect) => new(effect.Name(), found.Unit(effect));

    /// <summary>In the unit in which it is shown: shares as percentages.</summary>
    public static Estimate Shown(this Estimate value, LayerEffect effect) => effect == LayerEffect.Accuracy ? ContrastFigures.Hundredfold(value) : value;

    public static string Dose(this LayerSweepResult found) => ContrastNames.Percent(found.Settings.Percent);
}
