namespace NegPreact;

/// <summary>
/// Whether a mark that a text begins stands before a sentence. Where it does, the first word is scored as well.
/// </summary>
public enum BeginOfText
{
    /// <summary>Never: the first token has nothing before it and is not scored.</summary>
    None,

    /// <summary>Whatever the tokenizer adds by itself: for Llama a beginning of text, for Pythia nothing.</summary>
    Tokenizer,

    /// <summary>
    /// Always: the model's beginning of text, or its end of text where it has none, unless the sentence starts with it.
    /// </summary>
    Always,
}
