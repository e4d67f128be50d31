namespace NegPreact.MinimalPairs;

/// <summary>What a pair counts for whose sentences have the same score.</summary>
public enum TieRule
{
    /// <summary>As wrong: good must be above bad.</summary>
    Wrong,

    /// <summary>As right: bad must not be above good.</summary>
    Right,
}
