namespace NegPreact;

/// <summary>
/// Means over items and over sets of neurons. Each resample draws items anew within their templates, and sets where
/// there are several, so that the interval covers the choice of both.
/// </summary>
internal static class SetBootstrap
{
    /// <summary>The mean in each group and, last, over all items.</summary>
    /// <param name="values">For each set of neurons one value per item.</param>
    /// <param name="groups">The items.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="resamples">Number of resamples.</param>
    public static Estimate[] Means(double[][] values, IReadOnlyList<ItemGroup> groups, int seed, int resamples)
    {
        var random = new SeededRandom(seed);
        var places = groups.Select(g => g.Templates).ToArray();
        var means = places.Append([]).Select(_ => new double[resamples]).ToArray();
        var mean = Combined(values, [.. Enumerable.Range(0, values.Length)]);
        for (var r = 0; r < resamples; r++)
        {
            var drawn = values.Length == 1 ? mean : Combined(
                values, [.. values.Select(_ => random.Next(values.Length))]);
            var (sumOfAll, countOfAll) = (0.0, 0);
            for (var g = 0; g < places.Length; g++)
            {
                var (sum, count) = (0.0, 0);
                foreach (var template in places[g])
                {
                    for (var i = 0; i < template.Length; i++)
                        sum += drawn[template[random.Next(template.Length)]];
                    count += template.Length;
                }

                means[g][r] = sum / count;
                sumOfAll += sum;
                countOfAll += count;
            }

            means[^1][r] = sumOfAll / countOfAll;
        }

        return
        [
            .. groups.Select((group, g) => Around(group.Items.Average(i => mean[i]), means[g])),
            Around(groups.SelectMany(g => g.Items).Average(i => mean[i]), means[^1]),
        ];
    }

    /// <summary>The mean over all items alone.</summary>
    public static Estimate Mean(double[][] values, IReadOnlyList<ItemGroup> groups, int seed, int resamples) =>
        Means(values, groups, seed, resamples)[^1];

    /// <summary>The differences of two conditions, item by item.</summary>
    public static double[] Less(this IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        [.. first.Zip(second, (a, b) => a - b)];

    // Item by item, the mean of the sets drawn.
    private static double[] Combined(double[][] values, int[] drawn)
    {
        if (drawn.Length == 1)
            return values[drawn[0]];
        var mean = new double[values[0].Length];
        foreach (var set in drawn)
        {
            var of = values[set];
            for (var i = 0; i < mean.Length; i++)
                mean[i] += of[i] / drawn.Length;
        }

        return mean;
    }

    private static Estimate Around(double value, double[] means)
    {
        Array.Sort(means);
        return new Estimate(value, new Interval(Percentiles.Linear(means, 2.5), Percentiles.Linear(means, 97.5)));
    }
}
