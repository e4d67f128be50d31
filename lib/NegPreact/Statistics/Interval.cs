namespace NegPreact;

/// <summary>A range that holds the true value at a stated level.</summary>
/// <param name="Low">Its lower end, in the unit of the statistic.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Level">The share of repetitions in which such an interval holds the truth, above 0 and below 1.</param>
public sealed record Interval(double Low, double High, double Level = Interval.DefaultLevel)
{
    /// <summary>95 %.</summary>
    public const double DefaultLevel = 0.95;

    /// <summary>The upper end.</summary>
    /// <exception cref="NegPreactException">An end is not a number, or it lies below the lower end.</exception>
    public double High { get; init; } = Low <= High
        ? High
        : throw new NegPreactException(
            ErrorKind.Statistics, $"An interval cannot run from {Low} to {High}: give the lower end first, and "
            + "numbers only.");

    /// <summary>The level.</summary>
    /// <exception cref="NegPreactException">It is not between 0 and 1.</exception>
    public double Level { get; init; } = CheckedLevel(Level);

    internal static double CheckedLevel(double level) => level is > 0 and < 1
        ? level
        : throw new NegPreactException(
            ErrorKind.Statistics, $"An interval's level must lie between 0 and 1, but {level} was given (95 % "
            + "is 0.95).");
}
