namespace NegPreact;

/// <summary>What a chart's axis measures.</summary>
/// <param name="Title">The quantity.</param>
/// <param name="Unit">Its unit ("bits", "sigma", "%"); empty for counts, pure numbers and names.</param>
/// <param name="Logarithmic">Whether equal distances are equal ratios (values must then lie above 0).</param>
public sealed record Axis(string Title, string Unit = "", bool Logarithmic = false)
{
    /// <summary>The title, with the unit in brackets.</summary>
    public string Label => Unit.Length == 0 ? Title : $"{Title} ({Unit})";

    /// <summary>Whether a value has a place on this axis.</summary>
    internal bool Holds(double value) => double.IsFinite(value) && (!Logarithmic || value > 0);
}
