namespace NegPreact;

/// <summary>What the log-probability of an answer is divided by before answers are compared.</summary>
public enum LengthNormalization
{
    /// <summary>Nothing: <c>acc</c> of lm-evaluation-harness.</summary>
    Sum,

    /// <summary>The number of the model's tokens.</summary>
    PerToken,

    /// <summary>The number of characters (Unicode code points) of the answer as the file has it: <c>acc_norm</c> of lm-evaluation-harness.</summary>
    PerCharacter,

    /// <summary>The number of bytes of the answer in UTF-8, which is fair between tokenizers and scripts.</summary>
    PerByte,
}
