using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>
/// McNemar's exact test: do two models that answered the same items differ in accuracy? Only the items on which they
/// disagree count; under no difference each of these falls either way like a fair coin.
/// </summary>
/// <param name="OnlyFirst">Items that only the first got right.</param>
/// <param name="OnlySecond">Items that only the second got right.</param>
/// <param name="PValue">Two-sided: twice the smaller binomial tail, at most 1; 1 where they never disagree.</param>
public sealed record McNemar(int OnlyFirst, int OnlySecond, double PValue)
{
    /// <summary>The test from the counts of disagreement.</summary>
    /// <param name="onlyFirst">Items that only the first got right.</param>
    /// <param name="onlySecond">Items that only the second got right.</param>
    /// <exception cref="NegPreactException">A count is negative.</exception>
    public static McNemar Exact(int onlyFirst, int onlySecond)
    {
        if (onlyFirst < 0 || onlySecond < 0)
            throw new NegPreactException(
                ErrorKind.Statistics, $"McNemar's test was given the counts {onlyFirst} and {onlySecond}; counts "
                + "cannot be negative.");
        var disagreements = onlyFirst + onlySecond;
        var p = disagreements == 0
            ? 1
            : Math.Min(1, 2 * Binomial.CDF(0.5, disagreements, Math.Min(onlyFirst, onlySecond)));
        return new McNemar(onlyFirst, onlySecond, p);
    }

    /// <summary>The test from each item's outcome.</summary>
    /// <param name="first">Whether the first got the item right.</param>
    /// <param name="second">Whether the second got the same item right.</param>
    /// <exception cref="NegPreactException">The lengths differ.</exception>
    public static McNemar Exact(ReadOnlySpan<bool> first, ReadOnlySpan<bool> second)
    {
        if (first.Length != second.Length)
            throw new NegPreactException(
                ErrorKind.Statistics, $"McNemar's test pairs its items, but {first.Length} and {second.Length} "
                + "outcomes were given; give both for each item.");
        int onlyFirst = 0, onlySecond = 0;
        for (var i = 0; i < first.Length; i++)
        {
            onlyFirst += first[i] && !second[i] ? 1 : 0;
            onlySecond += second[i] && !first[i] ? 1 : 0;
        }
        return Exact(onlyFirst, onlySecond);
    }
}
