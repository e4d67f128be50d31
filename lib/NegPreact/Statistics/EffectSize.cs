namespace NegPreact;

/// <summary>How large a difference is, apart from how sure it is.</summary>
public static class EffectSize
{
    /// <summary>
    /// Cohen's d of paired samples: the mean of first - second in units of these differences' standard deviation (n -
    /// 1). Null where all differences are equal, since there is no such unit then.
    /// </summary>
    /// <param name="first">One value per item.</param>
    /// <param name="second">One value per item, in the same order.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than two items, unequal lengths, or a value that is not finite.
    /// </exception>
    public static double? CohenDPaired(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var differences = Samples.Differences(first, second, 2, "Cohen's d");
        if (differences.Min() == differences.Max())
            return null;
        var mean = Samples.Mean(differences);
        var deviation = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1));
        return mean / deviation;
    }

    /// <summary>
    /// Cliff's delta: the chance that a value of the first group exceeds one of the second, less the chance of the
    /// reverse. From -1 to 1; 0 where neither tends to be larger.
    /// </summary>
    /// <param name="first">The one group's values.</param>
    /// <param name="second">The other group's values.</param>
    /// <exception cref="NegPreactException">An empty group, or a value that is not finite.</exception>
    public static double CliffsDelta(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Samples.Check(first, 1, "Cliff's delta");
        Samples.Check(second, 1, "Cliff's delta");
        double[] a = [.. first], b = [.. second];
        Array.Sort(a);
        Array.Sort(b);
        long balance = 0;
        int below = 0, atMost = 0;
        foreach (var value in a)
        {
            while (below < b.Length && b[below] < value)
                below++;
            while (atMost < b.Length && b[atMost] <= value)
                atMost++;
            balance += below - (b.Length - atMost);
        }
        return (double)balance / ((long)a.Length * b.Length);
    }
}
