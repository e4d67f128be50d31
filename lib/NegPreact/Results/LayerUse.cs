namespace NegPreact.Results;

/// <summary>How much of the forward passes was not computed again; a layer of one batch of texts counts as one pass.
/// </summary>
/// <param name="Saved">How many layer passes were taken from earlier ones.</param>
/// <param name="Run">How many were run.</param>
public sealed record LayerUse(long Saved, long Run)
{
    /// <summary>Nothing was saved, and nothing run.</summary>
    public static LayerUse None { get; } = new(0, 0);

    /// <summary>The share that was saved, 0 to 1; null where there was nothing to run.</summary>
    public double? Share => Saved + Run == 0 ? null : (double)Saved / (Saved + Run);

    /// <summary>Both together.</summary>
    public LayerUse And(LayerUse other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Saved + other.Saved, Run + other.Run);
    }

    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Numbers.Count(Saved)} of {Numbers.Count(Saved + Run)} layer passes saved"
        + (Share is { } share ? $" ({Numbers.Percent(share)})" : "");
}
