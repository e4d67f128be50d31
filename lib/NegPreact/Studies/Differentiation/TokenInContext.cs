namespace NegPreact;

/// <summary>A token where it stands.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Before">What stands before it.</param>
/// <param name="After">What follows.</param>
/// <param name="Tag">Its word's part of speech.</param>
/// <param name="Relation">Its word's dependency label.</param>
public sealed record TokenInContext(string Text, string Before, string After, Upos Tag, string Relation)
{
    /// <summary>The token between marks, in its context.</summary>
    public override string ToString() => $"{Before}«{Text}»{After}";
}
