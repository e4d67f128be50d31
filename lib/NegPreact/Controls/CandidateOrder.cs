namespace NegPreact.Controls;

/// <summary>Which neurons a perplexity-matched control takes first. It never holds one of the target's.</summary>
public enum CandidateOrder
{
    /// <summary>Those of the lowest Wasserstein distance (the paper's control).</summary>
    LowestDistance,

    /// <summary>In the order of a seeded draw.</summary>
    Random,
}
