namespace NegPreact;

/// <summary>
/// A comparison made for a target: what is done where, and how well it matches the target in what it is meant to share.
/// </summary>
/// <param name="Of">Which comparison.</param>
/// <param name="Intervention">What is done where.</param>
/// <param name="Match">The match reached; null where nothing but the count is shared, which is met exactly.</param>
public sealed record ControlSet(Comparison Of, Intervention Intervention, ControlMatch? Match = null)
{
    /// <summary>Which neurons.</summary>
    public NeuronSet Neurons => Intervention.Neurons;

    /// <summary>One line for people: name, neurons, match.</summary>
    public override string ToString() =>
        Of + (Intervention.IsNone ? "" : $": {Neurons}") + (Match is null ? "" : $"; {Match}");
}

/// <summary>How well a control resembles its target in what it is meant to share.</summary>
public abstract record ControlMatch;

/// <summary>A target, and all that its controls are made from.</summary>
/// <param name="Cache">Measures the model, where perplexities are matched.</param>
/// <param name="Corpus">The text on which they are matched.</param>
/// <param name="Scores">The scores of the model's neurons.</param>
/// <param name="Target">
/// What is controlled for: the neurons, and what is done to them and to their controls alike.
/// </param>
public sealed record ControlSource(
    MeasuringCache Cache, Corpus Corpus, NeuronScores Scores, Intervention Target)
{
    /// <summary>How perplexities are matched.</summary>
    public PerplexityMatchSettings Match { get; init; } = new();

    /// <summary>A control's set under the target's ablation.</summary>
    internal ControlSet SetOf(Control control, NeuronSet neurons, ControlMatch? match = null) =>
        new(control, Target with { Neurons = neurons }, match);
}
