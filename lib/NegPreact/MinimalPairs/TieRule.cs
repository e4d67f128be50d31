namespace NegPreact;

/// <summary>What a pair whose sentences have equal scores counts for.</summary>
public enum TieRule
{
    /// <summary>As wrong: good must be above bad.</summary>
    Wrong,

    /// <summary>As right: bad must not be above good.</summary>
    Right,
}
