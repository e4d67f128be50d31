namespace NegPreact;

/// <summary>A bar, and the interval around its end.</summary>
/// <param name="Name">What it stands for (a phenomenon, a part of speech, a neuron set).</param>
/// <param name="Value">Its length.</param>
/// <param name="Interval">The interval around its end, or null.</param>
/// <param name="Series">
/// Bars of one series share a colour; bars of one name and several series stand side by side.
/// </param>
public sealed record Bar(string Name, double Value, Interval? Interval = null, string Series = "")
{
    internal Bar(string name, Estimate value, string series = "")
        : this(name, value.Value, value.Interval, series)
    {
    }
}
