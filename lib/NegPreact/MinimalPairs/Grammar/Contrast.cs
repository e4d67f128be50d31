namespace NegPreact.Grammar;

/// <summary>
/// How the bad sentence of a pair differs from the good one. Both always have the same number of words.
/// </summary>
public enum Contrast
{
    /// <summary>One word is another word.</summary>
    Word,

    /// <summary>Several words in one place are others.</summary>
    Words,

    /// <summary>The same words, one stretch of them moved.</summary>
    Move,

    /// <summary>The same words in another order that no single move makes.</summary>
    Reorder,
}
