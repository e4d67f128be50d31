namespace NegPreact;

/// <summary>What a model is asked to do.</summary>
public enum Ability
{
    /// <summary>To prefer the grammatical one of two sentences, over many phenomena: BLiMP, or the built-in pairs like it.</summary>
    Blimp,

    /// <summary>The same in agreement, reflexives and negative polarity by construction: TSE, or the built-in pairs like it.</summary>
    Tse,

    /// <summary>To choose an answer where grammar gives no clue: copying, word choice, topic, or published benchmarks.</summary>
    NonGrammar,
}
