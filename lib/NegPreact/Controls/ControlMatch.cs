namespace NegPreact;

/// <summary>How well a control resembles its target in what it is meant to share.</summary>
public abstract record ControlMatch;
