namespace NegPreact;

/// <summary>Which neurons a random control may be drawn from.</summary>
public enum RandomPool
{
    /// <summary>The neurons outside the target, so that the control shares none with it. The default.</summary>
    ComplementOfTarget,

    /// <summary>All neurons, the target's included: what the paper's code does (there without a seed).</summary>
    AllNeurons,
}
