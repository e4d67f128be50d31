namespace NegPreact.Ablations;

/// <summary>What is done to the chosen neurons (paper, section on the intervention, and its appendix on sign and magnitude).</summary>
public enum Ablation
{
    /// <summary>Negative pre-activations become 0: max(a, 0).</summary>
    ZeroNegative,

    /// <summary>Positive pre-activations become 0: min(a, 0). The mirror of the paper's intervention.</summary>
    ZeroPositive,

    /// <summary>All pre-activations become 0.</summary>
    ZeroBoth,

    /// <summary>
    /// The activation is the identity where a &gt; 0 and the model's own function elsewhere: the positive side of a ReLU, the
    /// negative side untouched.
    /// </summary>
    PositiveReLU,

    /// <summary>The activation's negative outputs change sign: |f(a)|. Magnitude kept, sign lost.</summary>
    SignFlip,
}
