namespace NegPreact;

/// <summary>A point of a scatter plot.</summary>
/// <param name="X">Its place along the horizontal axis.</param>
/// <param name="Y">Its place along the vertical axis.</param>
/// <param name="Label">What it is (a neuron, a pair), shown under the pointer.</param>
/// <param name="Group">Points of one group share a colour and a symbol.</param>
public sealed record ScatterPoint(double X, double Y, string Label = "", string Group = "");
