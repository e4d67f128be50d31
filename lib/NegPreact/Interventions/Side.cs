namespace NegPreact;

/// <summary>Which of a neuron's pre-activations are meant.</summary>
public enum Side
{
    /// <summary>All of them.</summary>
    Both,

    /// <summary>Those below zero.</summary>
    Negative,

    /// <summary>Those above zero.</summary>
    Positive,
}
