namespace NegPreact;

/// <summary>How tasks are scored.</summary>
public sealed record TaskSettings
{
    /// <summary>What stands between context and answer.</summary>
    public AnswerPrompt Prompt { get; init; } = AnswerPrompt.Automatic;

    /// <summary>
    /// Whether the tokenizer's beginning of text is put before each context (<c>add_bos_token</c> of
    /// lm-evaluation-harness, off by default there too). An empty context gets it in any case, since something must
    /// precede what is scored.
    /// </summary>
    public bool BeginOfText { get; init; }

    /// <summary>
    /// The longest input in tokens; contexts are cut on the left to fit. Null for what the model's config.json says,
    /// without a limit where it says nothing.
    /// </summary>
    public int? MaxTokens { get; init; }
}

/// <summary>What stands between a context and what is scored after it.</summary>
public enum AnswerPrompt
{
    /// <summary>
    /// <see cref="AnswerLine"/> where the context begins with "Question: " or "Passage: ", else <see cref="Space"/>:
    /// what lm-evaluation-harness asks of ARC, PIQA and BoolQ on the one hand and of the other tasks on the other.
    /// </summary>
    Automatic,

    /// <summary>One space; nothing where the context ends, or the continuation begins, with white space.</summary>
    Space,

    /// <summary>A new line with "Answer:", then a space.</summary>
    AnswerLine,
}
