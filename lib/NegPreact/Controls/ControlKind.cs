namespace NegPreact.Controls;

/// <summary>What a control has in common with its target, and so what it rules out as the cause of the target's effect.</summary>
public enum ControlKind
{
    /// <summary>The number of neurons in each layer; drawn at random.</summary>
    Random,

    /// <summary>The number of neurons in each layer; those of the lowest Wasserstein distance.</summary>
    LowestDistance,

    /// <summary>The harm to perplexity, whatever the number of neurons.</summary>
    PerplexityMatched,

    /// <summary>How often each neuron is positive.</summary>
    FrequencyMatched,

    /// <summary>How widely each neuron's pre-activation varies.</summary>
    VarianceMatched,

    /// <summary>The neurons themselves; their positive pre-activations are zeroed instead of the negative ones.</summary>
    PositiveMirror,
}
