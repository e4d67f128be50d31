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
}
