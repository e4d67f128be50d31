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
/// <param name="CollapsePerplexity">Perplexity with every neuron of every layer zeroed: what no MLP at all costs.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record DoseResponseResult(
    DoseResponseSettings Settings, ResultSource Source, double DensePerplexity, int Windows, IReadOnlyList<Dose> Doses,
    IReadOnlyDictionary<double, Estimate> SignDifference, double CollapsePerplexity)
{
    /// <summary>The row of an ablation at a dose.</summary>
    /// <exception cref="NegPreactException">The dose was not measured.</exception>
    public Dose At(Ablation ablation, double percent) => Doses.FirstOrDefault(d => d.Ablation == ablation && d.Percent == percent)
        ?? throw new NegPreactException(ErrorKind.NotMeasured, $"{ablation} at {percent} % was not measured; the doses of {string.Join(", ", Settings.Ablations)} are {string.Join(", ", Settings.Percents)} %.");
}
