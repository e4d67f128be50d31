namespace NegPreact;

/// <summary>A sentence read by an ablated model.</summary>
/// <param name="Name">What was done, in words.</param>
/// <param name="Neurons">The neurons whose negatives were zeroed.</param>
/// <param name="Bits">Surprisal of each token; null where nothing precedes it.</param>
public sealed record AblatedReading(string Name, NeuronSet Neurons, IReadOnlyList<double?> Bits);
