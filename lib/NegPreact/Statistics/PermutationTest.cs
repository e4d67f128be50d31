namespace NegPreact;

/// <summary>
/// Random permutation tests, two-sided, of a difference of means. The p-value is (1 + rounds at least as extreme) / (1
/// + rounds), which never is 0 and keeps the stated error rate (Phipson and Smyth 2010).
/// </summary>
public static class PermutationTest
{
    /// <summary>The default number of random rounds.</summary>
    public const int DefaultRounds = 10_000;

    // Equal sums reached in another order of adding differ in their last bits; they must count as equally extreme.
    private const double Slack = 1e-12;

    /// <summary>Paired samples: under no difference every first - second may as well have the other sign.</summary>
    /// <param name="first">One value per item.</param>
    /// <param name="second">One value per item, in the same order.</param>
    /// <param name="seed">Seed of the sign flips.</param>
    /// <param name="rounds">Number of random rounds.</param>
    /// <exception cref="NegPreactException">No items, unequal lengths, or a value that is not finite.</exception>
    public static double Paired(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int seed, int rounds = DefaultRounds)
    {
        var differences = Samples.Differences(first, second, 1, "A paired permutation test");
        Samples.CheckRounds(rounds, "A paired permutation test");
        var random = new SeededRandom(seed);
        var observed = Math.Abs(differences.Sum());
        var slack = Slack * differences.Sum(Math.Abs);
        var extreme = 0;
        for (var round = 0; round < rounds; round++)
        {
            var sum = 0.0;
            foreach (var difference in differences)
                sum += random.NextDouble() < 0.5 ? difference : -difference;
            if (Math.Abs(sum) >= observed - slack)
                extreme++;
        }
        return (1.0 + extreme) / (1.0 + rounds);
    }

    /// <summary>
    /// Independent samples: under no difference every split of all values into two such groups is as likely.
    /// </summary>
    /// <param name="first">The one group's values.</param>
    /// <param name="second">The other group's values.</param>
    /// <param name="seed">Seed of the splits.</param>
    /// <param name="rounds">Number of random rounds.</param>
    /// <exception cref="NegPreactException">An empty group, or a value that is not finite.</exception>
    public static double TwoSample(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int seed, int rounds = DefaultRounds)
    {
        Samples.Check(first, 1, "A two-sample permutation test");
        Samples.Check(second, 1, "A two-sample permutation test");
        Samples.CheckRounds(rounds, "A two-sample permutation test");
        double[] all = [.. first, .. second];
        var random = new SeededRandom(seed);
        // With the values centred, the first group's sum alone says how far apart the two means are.
        var mean = Samples.Mean(all);
        for (var i = 0; i < all.Length; i++)
            all[i] -= mean;
        var observed = Math.Abs(all[..first.Length].Sum());
        var slack = Slack * all.Sum(Math.Abs);
        var extreme = 0;
        for (var round = 0; round < rounds; round++)
        {
            var sum = 0.0;
            for (var i = 0; i < first.Length; i++)
            {
                var j = i + random.Next(all.Length - i);
                (all[i], all[j]) = (all[j], all[i]);
                sum += all[i];
            }
            if (Math.Abs(sum) >= observed - slack)
                extreme++;
        }
        return (1.0 + extreme) / (1.0 + rounds);
    }
}
