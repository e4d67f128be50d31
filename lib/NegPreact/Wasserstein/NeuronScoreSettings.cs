namespace NegPreact;

/// <summary>How the scores of a model's neurons are measured.</summary>
public sealed record NeuronScoreSettings
{
    /// <summary>Tokens a window; each window begins without context.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>
    /// Token pairs for the mapping difficulty; fewer where the text has fewer than twice as many tokens.
    /// </summary>
    public int Pairs { get; init; } = 5_000;

    /// <summary>Seed of the pairs.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Up to how many bytes of one layer's pre-activations are held for exact distances; a longer text is streamed,
    /// with an error bound in every row.
    /// </summary>
    public long ExactBytes { get; init; } = 1L << 30;
}
