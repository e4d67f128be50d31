namespace NegPreact;

/// <summary>
/// Several tests of the target against the same random sets at once (phenomena, classes of words, layers), corrected by
/// the largest statistic (Westfall and Young 1993, single step).
/// </summary>
/// <remarks>
/// Holm's correction of rank p-values can never reject with 39 sets, since the smallest of them is 0.025. Here target
/// and sets are all standardised alike, by the mean and the standard deviation over target and sets together, and each
/// test's statistic is held against the largest one of each set. A target drawn like the sets is then rejected in any
/// test in at most a share <c>alpha</c> of cases, whatever the tests have in common.
/// </remarks>
public static class MaxStatistic
{
    /// <summary>The adjusted one-sided p-values, in the order of the tests.</summary>
    /// <param name="target"><c>[test]</c>: the target's effect.</param>
    /// <param name="sets"><c>[set][test]</c>: each set's.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than two sets, unequal lengths, or a value that is not finite.
    /// </exception>
    public static double[] Adjust(IReadOnlyList<double> target, IReadOnlyList<IReadOnlyList<double>> sets)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sets);
        double[][] all = [[.. target], .. sets.Select(s => s.ToArray())];
        if (all.Length < 3 || all.Any(one => one.Length != target.Count))
            throw new NegPreactException(
                ErrorKind.Statistics, "The largest statistic is taken over two or more random sets with as many "
                + $"tests as the target's {target.Count}, but sets with "
                + $"{string.Join(", ", sets.Select(s => s.Count))} were given.");
        foreach (var one in all)
            Samples.Check(one, 0, "A largest statistic");
        var standardised = all.Select(_ => new double[target.Count]).ToArray();
        for (var test = 0; test < target.Count; test++)
        {
            var mean = all.Average(one => one[test]);
            var deviation = Math.Sqrt(all.Average(one => (one[test] - mean) * (one[test] - mean)));
            for (var i = 0; i < all.Length; i++)
                standardised[i][test] = deviation > 0 ? (all[i][test] - mean) / deviation : 0;
        }

        double[] largest = [.. standardised.Select(one => one.DefaultIfEmpty().Max())];
        return [.. standardised[0].Select(z => (1.0 + largest.Skip(1).Count(m => m >= z)) / all.Length)];
    }
}
