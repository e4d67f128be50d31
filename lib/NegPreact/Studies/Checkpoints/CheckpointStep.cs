namespace NegPreact;

/// <summary>One step of a training run.</summary>
/// <param name="Measured">What was measured.</param>
/// <param name="Top">The neurons with the highest Wasserstein distance of each layer at this step.</param>
/// <param name="All">The distances of all neurons.</param>
/// <param name="OfTop">Of <see cref="Top"/>.</param>
/// <param name="OfBackward">Of the neurons that are the top at the last step.</param>
/// <param name="OfForward">Of the neurons that are the top at an early step.</param>
/// <param name="Effects">What zeroing negatives does.</param>
public sealed record CheckpointStep(
    CheckpointMeasurement Measured, NeuronSet Top, CheckpointSpread All, CheckpointSpread OfTop, CheckpointSpread OfBackward, CheckpointSpread OfForward,
    IReadOnlyDictionary<CheckpointMeasure, CheckpointEffect> Effects)
{
    /// <summary>After how many steps of training.</summary>
    public long Step => Measured.Step;

    /// <summary>The untouched model's loss, nats per token.</summary>
    public double Loss => Measured.Untouched.WindowLosses.Average();

    /// <summary>The untouched model's accuracy on pairs, with Wilson's interval.</summary>
    public Estimate Accuracy(Ability ability) => Measured.Untouched.Scores[ability].Accuracy;
}
