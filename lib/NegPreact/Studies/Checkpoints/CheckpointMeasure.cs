namespace NegPreact;

/// <summary>What an ablation is judged by at each step of the training. Effects are such that above 0 means worse.</summary>
public enum CheckpointMeasure
{
    /// <summary>Rise of the loss, nats per token.</summary>
    Loss,

    /// <summary>Loss of accuracy on pairs of many phenomena, percentage points.</summary>
    BlimpAccuracy,

    /// <summary>Fall of the mean margin of these pairs, in their unit.</summary>
    BlimpMargin,

    /// <summary>Loss of accuracy on pairs by construction, percentage points.</summary>
    TseAccuracy,

    /// <summary>Fall of the mean margin of these pairs, in their unit.</summary>
    TseMargin,
}
