namespace NegPreact.Sweeps;

/// <summary>Which neurons of each layer a sweep ablates, each at every percentage that its plan names.</summary>
public enum SweepNeurons
{
    /// <summary>Those of the highest Wasserstein distance: the target.</summary>
    Top,

    /// <summary>As many random ones outside the target, one set a seed.</summary>
    Random,

    /// <summary>As many of the lowest Wasserstein distance.</summary>
    LowestDistance,

    /// <summary>As many of the lowest Wasserstein distance as cost the same perplexity under the same ablation.</summary>
    PerplexityMatched,

    /// <summary>The same with random ones, one search a seed.</summary>
    PerplexityMatchedRandom,

    /// <summary>For each of the target's another one that is positive as often.</summary>
    FrequencyMatched,

    /// <summary>For each of the target's another one that varies as much.</summary>
    VarianceMatched,
}
