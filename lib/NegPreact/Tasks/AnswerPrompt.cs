namespace NegPreact;

/// <summary>What stands between a context and what is scored after it.</summary>
public enum AnswerPrompt
{
    /// <summary>
    /// <see cref="AnswerLine"/> where the context begins with "Question: " or "Passage: ", else <see cref="Space"/>: what
    /// lm-evaluation-harness asks of ARC, PIQA and BoolQ on the one hand and of the other tasks on the other.
    /// </summary>
    Automatic,

    /// <summary>One space; nothing where the context ends, or the continuation begins, with white space.</summary>
    Space,

    /// <summary>A new line with "Answer:", then a space.</summary>
    AnswerLine,
}
