namespace NegPreact.Sweeps;

/// <summary>Which neurons of each layer a sweep ablates, each at every percentage that its plan names.</summary>
public enum SweepNeurons
{
    /// <summary>Those of the highest Wasserstein distance: the target.</summary>
    Top,

    /// <summary>As many random ones outside the target, one set per seed.</summary>
    Random,

    /// <summary>As many of the lowest Wasserstein distance.</summary>
    LowestDistance,

    /// <summary>As many of the lowest Wasserstein distance as cost the same perplexity under the same ablation.</summary>
    PerplexityMatched,

    /// <summary>The same with random ones, one search per seed.</summary>
    PerplexityMatchedRandom,

    /// <summary>For each of the target's neurons, another one that is positive equally often.</summary>
    FrequencyMatched,

    /// <summary>For each of the target's neurons, another one that varies equally much.</summary>
    VarianceMatched,
}
