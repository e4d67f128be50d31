namespace NegPreact;

/// <summary>Which neurons a random control may be drawn from.</summary>
public enum RandomPool
{
    /// <summary>The neurons outside the target, so that the control shares none with it.</summary>
    ComplementOfTarget,

    /// <summary>
    /// All neurons, the target's included: what the paper's code does (there without a seed). The default, since only
    /// then are target and control drawn alike if the target is no better than random.
    /// </summary>
    AllNeurons,
}
