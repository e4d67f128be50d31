namespace NegPreact;

/// <summary>What an ablation does to a model. Above 0: harm.</summary>
public enum LayerEffect
{
    /// <summary>Rise of the loss on a text, nats per token.</summary>
    Loss,

    /// <summary>How far the predictions move: KL(untouched || ablated), nats per token.</summary>
    Divergence,

    /// <summary>Fall of the margin by which the grammatical sentence of a pair is likelier, in the pairs' unit.</summary>
    Margin,

    /// <summary>Fall of the share of pairs that the model gets right.</summary>
    Accuracy,
}
