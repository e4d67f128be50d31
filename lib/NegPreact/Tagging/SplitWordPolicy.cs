namespace NegPreact;

/// <summary>Which tokens of a word that is split in several count for it.</summary>
public enum SplitWordPolicy
{
    /// <summary>Every piece takes the word's tag, as in the paper (section on parts of speech).</summary>
    AllPieces,

    /// <summary>Only the first piece does.</summary>
    FirstPiece,
}
