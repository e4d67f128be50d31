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
    /// <param name="normalization">How lengths are allowed for.</param>
    public int Predicted(LengthNormalization normalization = LengthNormalization.Sum)
    {
        var best = 0;
        for (var i = 1; i < Options.Count; i++)
            if (Options[i].Normalized(normalization) > Options[best].Normalized(normalization))
                best = i;
        return best;
    }

    /// <summary>Whether the right answer is the likeliest; with only one answer, whether the model would write it itself.</summary>
    /// <param name="normalization">How lengths are allowed for.</param>
    public bool Correct(LengthNormalization normalization = LengthNormalization.Sum) =>
        Options.Count == 1 ? Options[0].Greedy : Predicted(normalization) == Gold;

    /// <summary>Whether another answer is exactly as likely as the likeliest, so that the order of the file decided.</summary>
    /// <param name="normalization">How lengths are allowed for.</param>
    public bool Tied(LengthNormalization normalization = LengthNormalization.Sum) =>
        Options.Count(o => o.Normalized(normalization) == Options[Predicted(normalization)].Normalized(normalization)) > 1;
}
