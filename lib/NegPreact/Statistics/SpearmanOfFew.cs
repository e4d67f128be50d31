using MathNet.Numerics.Statistics;

namespace NegPreact;

/// <summary>
/// Spearman's rho of a few items, such as the checkpoints of one training, for which a bootstrap is too optimistic.
/// </summary>
/// <param name="Estimate">
/// Rho with its interval: Student's t with n - 2 degrees of freedom on the scale of Fisher's z, with the standard error
/// of Bonett and Wright (2000), sqrt((1 + rho² / 2) / (n - 3)).
/// </param>
/// <param name="PValue">
/// One-sided, of no positive correlation: (1 + random orders of the items with a rho as large) / (1 + orders), exact
/// whatever the distribution, for items that are exchangeable.
/// </param>
public sealed record SpearmanOfFew(Estimate Estimate, double PValue)
{
    private const double Slack = 1e-12; // equal sums, added in another order

    /// <summary>Correlates.</summary>
    /// <param name="first">One value per item, at least four.</param>
    /// <param name="second">One value per item, in the same order.</param>
    /// <param name="seed">Seed of the orders.</param>
    /// <param name="orders">Number of random orders.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than four items, unequal lengths, a value that is not finite, or a measurement that does not vary.
    /// </exception>
    public static SpearmanOfFew Of(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int seed, int orders = 9_999)
    {
        const string what = "A Spearman correlation of a few items";
        Samples.CheckPairs(first, second, SpearmanWithin.Fewest, what);
        Samples.CheckRounds(orders, what);
        double[] a = ArrayStatistics.RanksInplace([.. first]), b = ArrayStatistics.RanksInplace([.. second]);
        var n = a.Length;
        if (a.All(r => r == a[0]) || b.All(r => r == b[0]))
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                $"{what} does not exist if a measurement is the same for every item; make sure that both vary.");
        var rho = Math.Clamp(Correlation.Pearson(a, b), -1, 1);
        var observed = Product(a, b) - Slack;
        var random = new SeededRandom(seed);
        var asLarge = Enumerable.Range(0, orders).Count(
            _ => Product(a, [.. random.Distinct(n, n).Select(i => b[i])]) >= observed);
        var error = Math.Sqrt((1 + (rho * rho / 2)) / (n - SpearmanWithin.Fewest + 1));
        var interval = SampleStatistic.Around(SpearmanWithin.Fisher(rho, n), error, n - 2).Map(Math.Tanh).Interval;
        return new(
            new(rho, interval with { Low = Math.Min(rho, interval.Low), High = Math.Max(rho, interval.High) }),
            (1.0 + asLarge) / (1.0 + orders));
    }

    // For given ranks rho rises with the sum of their products.
    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum() / (a.Length * a.Length);
}
