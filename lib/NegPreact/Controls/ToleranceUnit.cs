namespace NegPreact;

/// <summary>What a tolerance is measured in.</summary>
public enum ToleranceUnit
{
    /// <summary>Share of the target's own change of mean loss: 0.05 lets a rise of 0.2 nats be matched by 0.19 to 0.21.</summary>
    ShareOfEffect,

    /// <summary>Relative difference of the two perplexities: at 0.01 the larger exceeds the smaller by at most 1 %.</summary>
    RelativePerplexity,

    /// <summary>Difference of the two mean losses in nats per token.</summary>
    Nats,
}
