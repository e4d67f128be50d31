namespace NegPreact;

/// <summary>Models that were trained alike, side by side (notebooks 01 and 03).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Models">The models, in the order given.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record TwinsResult(TwinsSettings Settings, IReadOnlyList<TwinModel> Models);
