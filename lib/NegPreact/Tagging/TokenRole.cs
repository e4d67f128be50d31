namespace NegPreact;

/// <summary>What a model token stands for in a text of words.</summary>
public enum TokenRole
{
    /// <summary>A word, or the piece of one that counts.</summary>
    Word,

    /// <summary>A further piece of a word, under <see cref="SplitWordPolicy.FirstPiece"/>.</summary>
    LaterPiece,

    /// <summary>White space, or characters that no word has.</summary>
    NoWord,

    /// <summary>A mark of the tokenizer, such as end of text.</summary>
    Special,
}
