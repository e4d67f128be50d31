namespace NegPreact;

/// <summary>A measured value and the interval around it.</summary>
/// <param name="Value">The statistic on the data as they are.</param>
/// <param name="Interval">Where it may truly lie.</param>
public sealed record Estimate(double Value, Interval Interval)
{
    /// <summary>A share, as a percentage.</summary>
    internal Estimate Percent() => Map(share => 100 * share);

    /// <summary>The same of something that rises with the value: what holds between the ends still does.</summary>
    internal Estimate Map(Func<double, double> rising) =>
        new(rising(Value), new Interval(rising(Interval.Low), rising(Interval.High), Interval.Level));

    /// <summary>The same with the other sign.</summary>
    internal Estimate Negative() => new(-Value, new Interval(-Interval.High, -Interval.Low, Interval.Level));

    /// <summary>The smallest of several, of a claim that must hold of all: decided where the worst is.</summary>
    internal static Estimate Smallest(params IReadOnlyList<Estimate> of) => new(
        of.Min(e => e.Value),
        new Interval(of.Min(e => e.Interval.Low), of.Min(e => e.Interval.High), of[0].Interval.Level));
}
