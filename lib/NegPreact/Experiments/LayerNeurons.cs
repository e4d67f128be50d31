namespace NegPreact.Experiments;

/// <summary>Which neurons a sweep over layers ablates.</summary>
public enum LayerNeurons
{
    /// <summary>The target: the highest Wasserstein distances of each layer.</summary>
    HighestDistance,

    /// <summary>As many in each layer, drawn at random from the others.</summary>
    Random,

    /// <summary>As many in each layer, those of the lowest Wasserstein distance.</summary>
    LowestDistance,
}
