namespace NegPreact;

/// <summary>A bin of a <see cref="NeuronHistogram"/>.</summary>
/// <param name="Low">Its lower edge, in sigma from the mean.</param>
/// <param name="High">Its upper edge, in sigma from the mean.</param>
/// <param name="Density">The share of tokens in it divided by its width, per sigma.</param>
public sealed record HistogramBin(double Low, double High, double Density);
