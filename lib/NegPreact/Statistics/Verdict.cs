namespace NegPreact;

/// <summary>What the data say about a claim.</summary>
public enum Verdict
{
    /// <summary>The whole interval agrees with the claim.</summary>
    Holds,

    /// <summary>The whole interval contradicts the claim.</summary>
    DoesNotHold,

    /// <summary>The interval leaves both open: more data are needed.</summary>
    Undecided,
}
