namespace NegPreact;

/// <summary>How a perplexity-matched control is found.</summary>
public sealed record PerplexityMatchSettings
{
    /// <summary>How they spread over the layers.</summary>
    public CountRule Counts { get; init; } = CountRule.EqualFraction;

    /// <summary>When two perplexities are equal.</summary>
    public MatchTolerance Tolerance { get; init; } = new(0.05, ToleranceUnit.ShareOfEffect);

    /// <summary>
    /// A difference of mean losses, nats per token, that counts as none whatever the tolerance, for targets of hardly any effect. The search
    /// goes on below it all the same, so that an empty control is found only where nothing else is nearer.
    /// </summary>
    public double FloorNats { get; init; } = 0.001;

    /// <summary>Tokens a window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>On how many windows of the text the perplexities are matched, from its beginning; null for all.</summary>
    public int? Windows { get; init; }

    /// <summary>Seed of the bootstrap over windows for the interval of the difference left.</summary>
    public int BootstrapSeed { get; init; } = 1;
}
