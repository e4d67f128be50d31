namespace NegPreact;

/// <summary>How tasks are scored.</summary>
public sealed record TaskSettings
{
    /// <summary>What stands between context and answer.</summary>
    public AnswerPrompt Prompt { get; init; } = AnswerPrompt.Automatic;

    /// <summary>
    /// Whether the tokenizer's beginning of text is put before each context (<c>add_bos_token</c> of lm-evaluation-harness, off by
    /// default there too). An empty context gets it in any case, since something must precede what is scored.
    /// </summary>
    public bool BeginOfText { get; init; }

    /// <summary>
    /// The longest input in tokens; contexts are cut on the left to fit. Null for what the model's config.json says, without a limit where it
    /// says nothing.
    /// </summary>
    public int? MaxTokens { get; init; }
}
