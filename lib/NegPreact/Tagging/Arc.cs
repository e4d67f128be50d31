namespace NegPreact;

/// <summary>How one word hangs on another.</summary>
/// <param name="Head">The head's number in its sentence, from 1; 0 is the root, as in CoNLL-U.</param>
/// <param name="Relation">The label, with its subtype where it has one: <c>nsubj:pass</c>.</param>
public readonly record struct Arc(int Head, string Relation)
{
    /// <summary>
    /// The universal part of the label, which is what the CoNLL 2018 scorer compares: <c>nsubj</c> of
    /// <c>nsubj:pass</c>.
    /// </summary>
    public string UniversalRelation => Universal(Relation);

    internal static string Universal(string relation) =>
        relation.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? relation[..colon] : relation;
}
