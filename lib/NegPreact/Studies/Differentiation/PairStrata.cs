namespace NegPreact;

/// <summary>What far pairs and other close pairs have in common when they are compared, beside the neuron.</summary>
internal enum PairStrata
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>How often both tokens occur in the text, to a power of two.</summary>
    Frequency,

    /// <summary>The quarters of their windows that both tokens stand in.</summary>
    Position,

    /// <summary>The fifth of the close pairs by input distance.</summary>
    InputDistance,

    /// <summary>All three.</summary>
    All,
}
