namespace NegPreact.Ablations;

/// <summary>How a neuron set came about.</summary>
public enum SelectionMethod
{
    /// <summary>The caller listed the neurons.</summary>
    Listed,

    /// <summary>The highest scores of each layer.</summary>
    Top,

    /// <summary>The lowest scores of each layer.</summary>
    Bottom,

    /// <summary>A random draw in each layer.</summary>
    Random,

    /// <summary>A control of as many neurons as bring the target's perplexity.</summary>
    PerplexityMatched,

    /// <summary>A control of one neuron for each of the target's, with a score as near as can be.</summary>
    ScoreMatched,
}
