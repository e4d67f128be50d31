namespace NegPreact;

/// <summary>One ablation at one dose, on the target and on its random controls.</summary>
/// <param name="Ablation">What is done.</param>
/// <param name="Percent">The dose, percent of each layer.</param>
/// <param name="Neurons">How many neurons that is in the whole model.</param>
/// <param name="TargetPerplexity">Perplexity with the target ablated.</param>
/// <param name="RandomPerplexities">Perplexity with each random set ablated, in the order of the seeds.</param>
/// <param name="TargetRatio">Perplexity with the target ablated over the dense one; interval by bootstrap over windows.</param>
/// <param name="RandomRatio">
/// The same for the random sets: exp of the loss difference, averaged over the sets within each window; bootstrap over windows.
/// </param>
/// <param name="Excess">
/// Loss with the target ablated minus the mean loss over the random sets, nats per token. In each resample both the
/// windows and the random sets are drawn anew, so that the interval covers the choice of text and the choice of
/// control.
/// </param>
public sealed record Dose(
    Ablation Ablation, double Percent, int Neurons, double TargetPerplexity, IReadOnlyList<double> RandomPerplexities,
    Estimate TargetRatio, Estimate RandomRatio, Estimate Excess);
