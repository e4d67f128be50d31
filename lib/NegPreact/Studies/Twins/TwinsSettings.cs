namespace NegPreact;

/// <summary>How models that were trained alike are compared.</summary>
public sealed record TwinsSettings
{
    /// <summary>Percentage of each layer that counts as its Wasserstein neurons (paper: 1).</summary>
    public double Percent { get; init; } = 1;

    /// <summary>The doses of the ablations: percentages of each layer. None: no ablation.</summary>
    public IReadOnlyList<double> Doses { get; init; } = [1, 5];

    /// <summary>Seeds of the random sets, one set per seed.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>About how many windows of the text are used: whole documents, spread evenly over it.</summary>
    public int Windows { get; init; } = 40;

    /// <summary>Seed of the bootstrap.</summary>
    public int Seed { get; init; } = 1;
}
