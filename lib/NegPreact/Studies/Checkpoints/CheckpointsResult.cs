namespace NegPreact;

/// <summary>What following a model through its training found (notebook 07).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">
/// The model, by its weights at the last step, and the part of the text that effects were measured on.
/// </param>
/// <param name="Scored">The same with the part of the text that neurons were chosen on.</param>
/// <param name="Mastered">
/// Which paradigms the untouched model masters at the last step, and so which pairs are scored at every step.
/// </param>
/// <param name="Steps">The states, in order.</param>
/// <param name="Backward">The neurons with the highest Wasserstein distance at the last step, followed back.</param>
/// <param name="Forward">Those at an early step, followed on.</param>
/// <param name="ForwardStep">Which step that is.</param>
/// <param name="Growth">
/// By how much more the target's ablation does at the last step than at the first trained one, against the same of the
/// random sets, on the same items. Empty where there are no two trained steps.
/// </param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record CheckpointsResult(
    CheckpointsSettings Settings, ResultSource Source, ResultSource Scored,
    IReadOnlyDictionary<Ability, MasteredPairs> Mastered, IReadOnlyList<CheckpointStep> Steps,
    NeuronSet Backward, NeuronSet Forward, long ForwardStep,
    IReadOnlyDictionary<CheckpointMeasure, SetContrast> Growth)
{
    /// <summary>The steps after training began: at step 0 the weights are random numbers.</summary>
    public IReadOnlyList<CheckpointStep> Trained => [.. Steps.Where(s => s.Step > 0)];

    /// <summary>
    /// Spearman correlation of two quantities over the trained steps. Steps of one training follow from each other, so
    /// the interval is too narrow, and it says nothing about another training run.
    /// </summary>
    /// <returns>Null for fewer than four trained steps, or where a quantity does not vary.</returns>
    public SpearmanOfFew? Correlation(Func<CheckpointStep, double> first, Func<CheckpointStep, double> second)
    {
        double[] a = [.. Trained.Select(first)], b = [.. Trained.Select(second)];
        return a.Length < SpearmanWithin.Fewest || a.Distinct().Count() < 2 || b.Distinct().Count() < 2
            ? null
            : SpearmanOfFew.Of(a, b, Settings.Seed);
    }

    /// <summary>
    /// The first step from which on the Wasserstein neurons of a layer separate close inputs below zero by a larger
    /// share than random neurons do, the whole interval above 0 at every later step too.
    /// </summary>
    /// <param name="layer">The layer; null for all of them.</param>
    /// <returns>Null: never, or not at the last step.</returns>
    public long? SeparatesFrom(int? layer) => Steps.Reverse().TakeWhile(
        s => Separation(s, layer) is { Difference.Interval.Low: > 0 }).LastOrDefault()?.Step;

    internal static LayerSeparation? Separation(CheckpointStep step, int? layer) =>
        step.Measured.Separation.FirstOrDefault(s => s.Layer == layer);
}
