namespace NegPreact;

/// <summary>A mean over the Wasserstein neurons of a layer, over random neurons of the same layer, and the difference.</summary>
/// <param name="Layer">The layer; null for all of them.</param>
/// <param name="Target">The Wasserstein neurons.</param>
/// <param name="Random">The random ones.</param>
/// <param name="Difference">Target minus random.</param>
public sealed record LayerSeparation(int? Layer, Estimate Target, Estimate Random, Estimate Difference);
