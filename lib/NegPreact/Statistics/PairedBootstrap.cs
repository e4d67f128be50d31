namespace NegPreact;

/// <summary>
/// Bootstrap over items (sentences, windows): each resample draws as many items as there are, with replacement, and
/// takes everything measured on an item along, so that what two models share on it cancels. Intervals are percentile
/// intervals (Efron), with linear interpolation between resamples.
/// </summary>
public static class PairedBootstrap
{
    /// <summary>The default number of resamples.</summary>
    public const int DefaultResamples = 10_000;

    /// <summary>The mean of first - second, in the unit of the values.</summary>
    /// <param name="first">One value per item.</param>
    /// <param name="second">One value per item, in the same order.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="level">Level of the interval.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than two items, unequal lengths, or a value that is not finite.
    /// </exception>
    public static Estimate MeanDifference(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int seed,
        int resamples = DefaultResamples, double level = Interval.DefaultLevel)
    {
        var differences = Samples.Differences(first, second, 2, "A paired bootstrap");
        return Statistic(differences.Length, items => MeanOf(differences, items), seed, resamples, level);
    }

    /// <summary>Any statistic of a set of items.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="statistic">
    /// Its value on the items at the given indices, which may repeat; the array is used again for the next resample.
    /// NaN says that the statistic does not exist on this resample (a correlation with a constant): another is drawn
    /// instead.
    /// </param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="level">Level of the interval.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than two items, or a statistic that does not exist on the data themselves or on every other resample.
    /// </exception>
    public static Estimate Statistic(
        int items, Func<int[], double> statistic, int seed, int resamples = DefaultResamples,
        double level = Interval.DefaultLevel)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        if (items < 2)
            throw new NegPreactException(
                ErrorKind.Statistics, $"A paired bootstrap needs at least 2 items, but {items} were given.");
        Samples.CheckRounds(resamples, "A paired bootstrap");
        Interval.CheckedLevel(level);
        int[] drawn = [.. Enumerable.Range(0, items)];
        var value = statistic(drawn);
        if (double.IsNaN(value))
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                "The statistic to bootstrap does not exist on the data themselves (NaN); make sure that they vary.");

        var random = new SeededRandom(seed);
        var values = new double[resamples];
        for (int kept = 0, refused = 0; kept < resamples;)
        {
            for (var i = 0; i < items; i++)
                drawn[i] = random.Next(items);
            var resampled = statistic(drawn);
            if (!double.IsNaN(resampled))
                values[kept++] = resampled;
            else if (++refused > resamples)
                throw new NegPreactException(
                    ErrorKind.NothingToCompare, $"The statistic to bootstrap did not exist on {refused} of "
                    + $"{refused + kept} resamples; give more items.");
        }
        Array.Sort(values);
        return Around(value, values, level);
    }

    /// <summary>The value with the percentile interval of ascending resamples.</summary>
    internal static Estimate Around(double value, double[] ascending, double level)
    {
        var tail = 100 * (1 - Interval.CheckedLevel(level)) / 2;
        return new Estimate(
            value,
            new Interval(Percentiles.Linear(ascending, tail), Percentiles.Linear(ascending, 100 - tail), level));
    }

    private static double MeanOf(double[] values, int[] items)
    {
        var sum = 0.0;
        foreach (var item in items)
            sum += values[item];
        return sum / items.Length;
    }
}
