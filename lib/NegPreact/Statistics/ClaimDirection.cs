namespace NegPreact;

/// <summary>What a claim says of a value and its threshold.</summary>
public enum ClaimDirection
{
    /// <summary>The value is greater than the threshold.</summary>
    GreaterThan,

    /// <summary>The value is less than the threshold.</summary>
    LessThan,
}
