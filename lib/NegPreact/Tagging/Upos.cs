namespace NegPreact;

/// <summary>
/// The universal parts of speech (Universal Dependencies, version 2), under the names that CoNLL-U files give them.
/// </summary>
public enum Upos
{
    /// <summary>Adjective.</summary>
    ADJ,

    /// <summary>Adposition: <c>of</c>, <c>in</c>, and particles of verbs such as <c>up</c>.</summary>
    ADP,

    /// <summary>Adverb.</summary>
    ADV,

    /// <summary>Auxiliary, the copula included.</summary>
    AUX,

    /// <summary>Coordinating conjunction.</summary>
    CCONJ,

    /// <summary>Determiner.</summary>
    DET,

    /// <summary>Interjection.</summary>
    INTJ,

    /// <summary>Noun.</summary>
    NOUN,

    /// <summary>Number.</summary>
    NUM,

    /// <summary>Particle: <c>not</c>, the possessive <c>'s</c>, <c>to</c> before an infinitive.</summary>
    PART,

    /// <summary>Pronoun, possessives included.</summary>
    PRON,

    /// <summary>Proper noun.</summary>
    PROPN,

    /// <summary>Punctuation.</summary>
    PUNCT,

    /// <summary>Subordinating conjunction.</summary>
    SCONJ,

    /// <summary>Symbol.</summary>
    SYM,

    /// <summary>Verb.</summary>
    VERB,

    /// <summary>None of the others.</summary>
    X,
}
