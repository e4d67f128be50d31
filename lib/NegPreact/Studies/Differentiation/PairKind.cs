namespace NegPreact;

/// <summary>Where a sampled pair lies.</summary>
public enum PairKind
{
    /// <summary>Its inputs are not close.</summary>
    Other,

    /// <summary>Its inputs are close, its outputs are not far apart.</summary>
    Close,

    /// <summary>Its inputs are close and its outputs far apart.</summary>
    Far,
}
