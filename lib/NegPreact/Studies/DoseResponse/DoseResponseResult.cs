namespace NegPreact;

/// <summary>What the dose-response experiment found (notebook 03).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="DensePerplexity">Perplexity of the untouched model.</param>
/// <param name="Windows">How many windows the perplexities are means over.</param>
/// <param name="Doses">One row for each ablation and dose.</param>
/// <param name="SignDifference">
/// For each dose, loss with the target's negatives zeroed minus loss with its positives zeroed, nats per token; only
/// where both were done.
/// </param>
/// <param name="CollapsePerplexity">
/// Perplexity with every neuron of every layer zeroed: what no MLP at all costs.
/// </param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record DoseResponseResult(
    DoseResponseSettings Settings, ResultSource Source, double DensePerplexity, int Windows,
    IReadOnlyList<DoseEffect> Doses,
    IReadOnlyDictionary<double, Estimate> SignDifference, double CollapsePerplexity)
{
    /// <summary>The row of an ablation at a dose.</summary>
    /// <exception cref="NegPreactException">The dose was not measured.</exception>
    public DoseEffect At(Ablation ablation, double percent) => Doses.FirstOrDefault(
        d => d.Ablation == ablation && d.Percent == percent)
        ?? throw new NegPreactException(
            ErrorKind.NotMeasured, $"{ablation} at {percent} % was not measured; the doses of "
            + $"{string.Join(", ", Settings.Ablations)} are {string.Join(", ", Settings.Percents)} %.");
}

/// <summary>One ablation at one dose, on the target and on its random controls.</summary>
/// <param name="Ablation">What is done.</param>
/// <param name="Percent">The dose, percent of each layer.</param>
/// <param name="Neurons">How many neurons that is in the whole model.</param>
/// <param name="TargetPerplexity">Perplexity with the target ablated.</param>
/// <param name="RandomPerplexities">Perplexity with each random set ablated, in the order of the seeds.</param>
/// <param name="TargetRatio">
/// Perplexity with the target ablated over the dense one; interval by bootstrap over windows.
/// </param>
/// <param name="RandomRatio">
/// The same for the random sets: exp of the loss difference, averaged over the sets within each window; bootstrap over
/// windows.
/// </param>
/// <param name="Excess">
/// Loss with the target ablated minus the mean loss over the random sets, nats per token. In each resample both the
/// windows and the random sets are drawn anew, so that the interval covers the choice of text and the choice of
/// control.
/// </param>
public sealed record DoseEffect(
    Ablation Ablation, double Percent, int Neurons, double TargetPerplexity, IReadOnlyList<double> RandomPerplexities,
    Estimate TargetRatio, Estimate RandomRatio, Estimate Excess);
