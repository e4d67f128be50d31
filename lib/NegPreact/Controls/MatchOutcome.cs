namespace NegPreact;

/// <summary>How a search for equal perplexity ended.</summary>
public enum MatchOutcome
{
    /// <summary>The perplexities are equal within the tolerance.</summary>
    Reached,

    /// <summary>Even all candidates together do not come as far as the target.</summary>
    PoolTooWeak,

    /// <summary>One neuron fewer falls short, one more goes beyond: the step between the two is wider than the tolerance.</summary>
    StepTooCoarse,

    /// <summary>The layers were matched one by one, and all together they miss the target.</summary>
    LayersDoNotAdd,
}
