namespace NegPreact;

/// <summary>How the neurons of a perplexity-matched control spread over the layers.</summary>
public enum CountRule
{
    /// <summary>The same fraction of every layer; one number is searched for (paper).</summary>
    EqualFraction,

    /// <summary>In proportion to the target's count of each layer; one number is searched for, layers without a target stay untouched.</summary>
    ProportionalToTarget,

    /// <summary>
    /// One search a layer: the target is ablated in this layer alone, and as many other neurons of the layer are sought as bring the same
    /// perplexity. What all layers together bring is measured, not searched for.
    /// </summary>
    LayerByLayer,
}
