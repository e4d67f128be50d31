
namespace NegPreact;

/// <summary>A target, and all that its controls are made from.</summary>
/// <param name="MeasuringCache">Measures the model, where perplexities are matched.</param>
/// <param name="Corpus">The text on which they are matched.</param>
/// <param name="Scores">The scores of the model's neurons.</param>
/// <param name="Target">
/// What is controlled for: the neurons, and what is done to them and to their controls alike.
/// </param>
public sealed record ControlSource(MeasuringCache MeasuringCache, Corpus Corpus, NeuronScores Scores, Intervention Target)
{
    /// <summary>How perplexities are matched.</summary>
    public PerplexityMatchSettings Match { get; init; } = new();

    /// <summary>A control's set under the target's ablation.</summary>
    internal ControlSet SetOf(Control control, NeuronSet neurons, ControlMatch? match = null) =>
        new(control, Target with { Neurons = neurons }, match);
}
