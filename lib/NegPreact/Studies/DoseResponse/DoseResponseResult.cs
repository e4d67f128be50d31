namespace NegPreact;

/// <summary>What the dose-response experiment found (notebook 03).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="DensePerplexity">Perplexity of the untouched model.</param>
/// <param name="Windows">How many windows the perplexities are means over.</param>
/// <param name="Doses">One row for each ablation and dose.</param>
/// <param name="CollapsePerplexity">
/// Perplexity with every neuron of every layer zeroed: what no MLP at all costs.
/// </param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record DoseResponseResult(
    DoseResponseSettings Settings, ResultSource Source, double DensePerplexity, int Windows,
    IReadOnlyList<DoseEffect> Doses, double CollapsePerplexity)
{
    /// <summary>The row of an ablation at a dose.</summary>
    /// <exception cref="NegPreactException">The dose was not measured.</exception>
    public DoseEffect At(Ablation ablation, double percent) => Doses.FirstOrDefault(
        d => d.Ablation == ablation && d.Percent == percent)
        ?? throw new NegPreactException(
            ErrorKind.NotMeasured, $"{ablation} at {percent} % was not measured; the doses of "
            + $"{string.Join(", ", Settings.Ablations)} are {string.Join(", ", Settings.Percents)} %.");

    /// <summary>The perplexity at which the loss has risen so much.</summary>
    internal double Perplexity(SampleStatistic rise) => DensePerplexity * Math.Exp(rise.Value);
}

/// <summary>One ablation at one dose, on the target and on its random controls.</summary>
/// <param name="Ablation">What is done.</param>
/// <param name="Percent">The dose, percent of each layer.</param>
/// <param name="Neurons">How many neurons that is in the whole model.</param>
/// <param name="Target">
/// How much the target's ablation raises the loss, nats per token; the units are the text's windows.
/// </param>
/// <param name="Random">
/// The same of each random set that was measured, in the order of the seeds, on the same windows.
/// </param>
/// <param name="Sequential">How the sets were stopped early; null where all were measured.</param>
public sealed record DoseEffect(
    Ablation Ablation, double Percent, int Neurons, SampleStatistic Target, IReadOnlyList<SampleStatistic> Random,
    SequentialRank? Sequential = null)
{
    /// <summary>The target beside the random sets, nats per token.</summary>
    public SetContrast Contrast { get; } = SetContrast.Of(Target, Random, Sequential);

    /// <summary>Perplexity with the target ablated over the untouched model's; Student's t over windows.</summary>
    public Estimate TargetRatio => Contrast.Own.Map(Math.Exp);

    /// <summary>
    /// The same of the random sets, averaged as losses, and where one more of them would lie; null for a single set.
    /// </summary>
    internal (double Mean, Interval? OneMore) RandomRatio => (
        Math.Exp(Random.Average(set => set.Value)),
        Contrast.OneMore is { } one ? new Interval(Math.Exp(one.Low), Math.Exp(one.High), one.Level) : null);

    /// <summary>
    /// Whether nothing was changed at all, in the target or in any random set: on no window does the loss differ in a
    /// single bit, as with a ReLU, which lets nothing below zero through.
    /// </summary>
    internal bool ChangesNothing => Random.Prepend(Target).All(s => s.Value == 0 && s.Influence.All(u => u == 0));
}
