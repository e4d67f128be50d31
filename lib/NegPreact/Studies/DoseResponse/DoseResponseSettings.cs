namespace NegPreact;

/// <summary>What the dose-response experiment does.</summary>
public sealed record DoseResponseSettings
{
    /// <summary>The doses: percentages of each layer.</summary>
    public IReadOnlyList<double> Percents { get; init; } = [1, 2, 5];

    /// <summary>
    /// Seeds of the random sets, one set per seed, dose by dose of the same size in each layer as the target.
    /// </summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3, 4, 5];

    /// <summary>What is done to the neurons.</summary>
    public IReadOnlyList<Ablation> Ablations { get; init; } = Ablation.All;

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>Seed of the bootstrap.</summary>
    public int BootstrapSeed { get; init; } = 1;
}
