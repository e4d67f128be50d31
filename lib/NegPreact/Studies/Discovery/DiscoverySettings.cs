namespace NegPreact;

/// <summary>What the discovery experiment does.</summary>
public sealed record DiscoverySettings
{
    /// <summary>How the neurons are measured.</summary>
    public NeuronScoreSettings Measurement { get; init; } = new();

    /// <summary>Percentage of each layer that counts as its Wasserstein neurons (paper: 1).</summary>
    public double Percent { get; init; } = 1;

    /// <summary>Of how many top neurons the whole distribution is shown, beside one in the middle of the ranking.</summary>
    public int Shown { get; init; } = 5;

    /// <summary>Seed of the bootstrap.</summary>
    public int Seed { get; init; } = 1;
}
