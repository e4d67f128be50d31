namespace NegPreact;

/// <summary>A point of a line, and the interval around it.</summary>
/// <param name="X">Its place along the horizontal axis (a dose, a training step).</param>
/// <param name="Y">Its value.</param>
/// <param name="Interval">The interval around the value, or null.</param>
public sealed record LinePoint(double X, double Y, Interval? Interval = null)
{
    internal LinePoint(double x, Estimate y)
        : this(x, y.Value, y.Interval)
    {
    }
}
