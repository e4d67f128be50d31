namespace NegPreact;

/// <summary>How a model did on one question.</summary>
/// <param name="Line">The question's line in its file.</param>
/// <param name="Group">The kind of question within the file, if it has kinds.</param>
/// <param name="Gold">Which answer is right.</param>
/// <param name="Options">The answers' scores.</param>
/// <param name="Truncated">Whether the context of an answer was cut to fit the model.</param>
public sealed record TaskOutcome(int Line, string? Group, int Gold, IReadOnlyList<OptionScore> Options, bool Truncated)
{
    /// <summary>The likeliest answer; the first among equals, as lm-evaluation-harness has it.</summary>
    public int Predicted(LengthNormalization normalization = LengthNormalization.Sum)
    {
        var best = 0;
        for (var i = 1; i < Options.Count; i++)
            if (Options[i].Normalized(normalization) > Options[best].Normalized(normalization))
                best = i;
        return best;
    }

    /// <summary>
    /// Whether the right answer is the likeliest; with only one answer, whether the model would write it itself.
    /// </summary>
    public bool Correct(LengthNormalization normalization = LengthNormalization.Sum) =>
        Options.Count == 1 ? Options[0].Greedy : Predicted(normalization) == Gold;

    /// <summary>
    /// Whether another answer is exactly as likely as the likeliest, so that the order of the file decided.
    /// </summary>
    public bool Tied(LengthNormalization normalization = LengthNormalization.Sum) =>
        Options.Count(o => o.Normalized(normalization) == Options[Predicted(normalization)]
        .Normalized(normalization)) > 1;
}

/// <summary>How likely one answer is to the model.</summary>
/// <param name="LogProbability">Sum of the log-probabilities of its tokens after the context, nats.</param>
/// <param name="Greedy">
/// Whether each of its tokens is the model's likeliest (of equally likely ones, the one of the lowest id).
/// </param>
/// <param name="Tokens">Number of its tokens.</param>
/// <param name="Characters">Number of its code points.</param>
/// <param name="Bytes">Number of its bytes in UTF-8.</param>
public sealed record OptionScore(double LogProbability, bool Greedy, int Tokens, int Characters, int Bytes)
{
    /// <summary>The log-probability for its length: nats, or nats per token, character or byte.</summary>
    /// <param name="normalization">What it is divided by.</param>
    public double Normalized(LengthNormalization normalization) => normalization switch
    {
        LengthNormalization.Sum => LogProbability,
        LengthNormalization.PerToken => LogProbability / Tokens,
        LengthNormalization.PerCharacter => LogProbability / Characters,
        LengthNormalization.PerByte => LogProbability / Bytes,
        _ => throw new ArgumentOutOfRangeException(nameof(normalization), normalization, null),
    };
}

/// <summary>What the log-probability of an answer is divided by before answers are compared.</summary>
public enum LengthNormalization
{
    /// <summary>Nothing: <c>acc</c> of lm-evaluation-harness.</summary>
    Sum,

    /// <summary>The number of the model's tokens.</summary>
    PerToken,

    /// <summary>
    /// The number of characters (Unicode code points) of the answer as the file has it: <c>acc_norm</c> of
    /// lm-evaluation-harness.
    /// </summary>
    PerCharacter,

    /// <summary>The number of bytes of the answer in UTF-8, which is fair between tokenizers and scripts.</summary>
    PerByte,
}
