namespace NegPreact.Experiments;

/// <summary>What the ablated target is compared with.</summary>
public enum Baseline
{
    /// <summary>The model without any ablation.</summary>
    Untouched,

    /// <summary>Several random sets of as many neurons in each layer, drawn from the others.</summary>
    RandomSets,

    /// <summary>As many neurons in each layer, those of the lowest Wasserstein distance.</summary>
    LowestDistance,

    /// <summary>As many neurons of the lowest Wasserstein distance as bring the same perplexity (the paper's control).</summary>
    PerplexityMatched,

    /// <summary>The same with random neurons, for several seeds.</summary>
    PerplexityMatchedRandom,

    /// <summary>Other neurons that are positive as often.</summary>
    FrequencyMatched,

    /// <summary>Other neurons whose pre-activations vary as much.</summary>
    VarianceMatched,

    /// <summary>The target itself with its positive pre-activations zeroed.</summary>
    PositiveMirror,
}
