namespace NegPreact;

/// <summary>The side of its column on which a table's cell stands.</summary>
public enum Alignment
{
    /// <summary>Left: words.</summary>
    Left,

    /// <summary>Right: numbers.</summary>
    Right,
}
