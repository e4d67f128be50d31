namespace NegPreact;

/// <summary>
/// Natural logarithm of an odds ratio: how much likelier success is in one condition than in the other, on a scale
/// where an accuracy near chance and one near 100 % can be compared. 0 for no difference, above 0 where the first does
/// better.
/// </summary>
public static class LogOddsRatio
{
    /// <summary>
    /// Two independent groups: log of (a + ½)(d + ½) / (b + ½)(c + ½), whose halves keep it finite (Haldane 1956,
    /// Anscombe 1956), with the normal interval from the sum of the reciprocal counts (Woolf 1955).
    /// </summary>
    /// <param name="firstRight">Successes of the first group (a).</param>
    /// <param name="firstWrong">Its failures (b).</param>
    /// <param name="secondRight">Successes of the second group (c).</param>
    /// <param name="secondWrong">Its failures (d).</param>
    /// <param name="level">Level of the interval.</param>
    /// <exception cref="NegPreactException">A negative count, or a group without trials.</exception>
    public static Estimate Independent(
        int firstRight, int firstWrong, int secondRight, int secondWrong, double level = Interval.DefaultLevel)
    {
        if (firstRight < 0 || firstWrong < 0 || secondRight < 0 || secondWrong < 0 || firstRight + firstWrong == 0
            || secondRight + secondWrong == 0)
            throw new NegPreactException(
                ErrorKind.Statistics, $"An odds ratio was asked for of {firstRight} right and {firstWrong} wrong "
                + $"against {secondRight} and {secondWrong}; counts cannot be negative, and each group needs one.");
        double a = firstRight + 0.5, b = firstWrong + 0.5, c = secondRight + 0.5, d = secondWrong + 0.5;
        var value = Math.Log(a * d / (b * c));
        var half = Proportion.Quantile(level) * Math.Sqrt((1 / a) + (1 / b) + (1 / c) + (1 / d));
        return new Estimate(value, new Interval(value - half, value + half, level));
    }

    /// <summary>
    /// The same items in two conditions: log of the ratio of the items that only the first got right to those that only
    /// the second did. Given how many there are of both, they are binomial (as in <see cref="McNemar"/>); the interval
    /// is Wilson's for that share, as odds.
    /// </summary>
    /// <param name="first">Whether the first got the item right.</param>
    /// <param name="second">Whether the second got the same item right.</param>
    /// <param name="level">Level of the interval.</param>
    /// <returns>
    /// Null where they never disagree, since nothing is known then. Infinite, with an infinite end of the interval,
    /// where all disagreements fall one way.
    /// </returns>
    /// <exception cref="NegPreactException">The lengths differ.</exception>
    public static Estimate? Paired(
        ReadOnlySpan<bool> first, ReadOnlySpan<bool> second, double level = Interval.DefaultLevel)
    {
        var test = McNemar.Exact(first, second);
        if (test.OnlyFirst + test.OnlySecond == 0)
            return null;
        var share = Proportion.Wilson(test.OnlyFirst, test.OnlyFirst + test.OnlySecond, level);
        return new Estimate(
            Logit(share.Value), new Interval(Logit(share.Interval.Low), Logit(share.Interval.High), level));
    }

    private static double Logit(double share) => Math.Log(share / (1 - share));
}
