namespace NegPreact;

/// <summary>
/// A comparison made for a target: what is done where, and how well it matches the target in what it is meant to share.
/// </summary>
/// <param name="Of">Which comparison.</param>
/// <param name="Intervention">What is done where.</param>
/// <param name="Match">The match reached; null where nothing but the count is shared, which is met exactly.</param>
public sealed record ControlSet(Comparison Of, Intervention Intervention, ControlMatch? Match = null)
{
    /// <summary>Which neurons.</summary>
    public NeuronSet Neurons => Intervention.Neurons;

    /// <summary>One line for people: name, neurons, match.</summary>
    public override string ToString() =>
        Of + (Intervention.IsNone ? "" : $": {Neurons}") + (Match is null ? "" : $"; {Match}");
}

/// <summary>How well a control resembles its target in what it is meant to share.</summary>
public abstract record ControlMatch;
