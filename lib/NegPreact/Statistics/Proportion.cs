using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>A share of successes, such as an accuracy.</summary>
public static class Proportion
{
    /// <summary>
    /// The share with Wilson's score interval (Wilson 1927): it stays within 0 and 1, and has a width even where all or
    /// none succeed.
    /// </summary>
    /// <param name="successes">Number of successes.</param>
    /// <param name="trials">Number of trials, at least one.</param>
    /// <param name="level">Level of the interval.</param>
    /// <exception cref="NegPreactException">No trials, or more successes than trials.</exception>
    public static Estimate Wilson(int successes, int trials, double level = Interval.DefaultLevel)
    {
        if (trials < 1 || successes < 0 || successes > trials)
            throw new NegPreactException(
                ErrorKind.Statistics, $"A share of {successes} successes in {trials} trials was asked for; give at "
                + "least one trial and no more successes than trials.");
        var z = Quantile(level);
        var (n, p) = ((double)trials, (double)successes / trials);
        var shrunk = 1 + (z * z / n);
        var middle = (p + (z * z / (2 * n))) / shrunk;
        var half = z / shrunk * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        // At the ends the formula is exact in theory and a rounding error off in practice.
        return new Estimate(p, new Interval(
            successes == 0 ? 0 : middle - half, successes == trials ? 1 : middle + half, level));
    }

    /// <summary>The binomial probability of at least so many successes.</summary>
    internal static double AtLeast(int successes, int trials, double chance) =>
        successes == 0 ? 1 : 1 - Binomial.CDF(chance, trials, successes - 1);

    /// <summary>How many standard deviations a two-sided normal interval of a level reaches to either side.</summary>
    internal static double Quantile(double level) => Normal.InvCDF(0, 1, 0.5 + (Interval.CheckedLevel(level) / 2));
}
