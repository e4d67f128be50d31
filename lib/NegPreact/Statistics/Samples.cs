namespace NegPreact;

/// <summary>What every statistic asks of its input before it starts, and the sums they share.</summary>
internal static class Samples
{
    /// <summary>Refuses too few values, and values that are not finite.</summary>
    public static void Check(ReadOnlySpan<double> values, int atLeast, string what)
    {
        if (values.Length < atLeast)
            throw new NegPreactException(
                ErrorKind.Statistics, $"{what} needs at least {atLeast} values, but {values.Length} were given.");
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                throw new NegPreactException(
                    ErrorKind.NonFinite, $"{what}: value {i} is {values[i]}; leave out or repair what is not a "
                    + "finite number.");
    }

    /// <summary>first[i] - second[i] of two checked samples of equal length.</summary>
    public static double[] Differences(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int atLeast, string what)
    {
        CheckPairs(first, second, atLeast, what);
        var differences = new double[first.Length];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = first[i] - second[i];
        return differences;
    }

    /// <summary>first[i] - second[i] of two conditions on the same items.</summary>
    public static double[] Less(this IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        [.. first.Zip(second, (a, b) => a - b)];

    /// <summary>Refuses samples that cannot be paired.</summary>
    public static void CheckPairs(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int atLeast, string what)
    {
        if (first.Length != second.Length)
            throw new NegPreactException(
                ErrorKind.Statistics, $"{what} pairs its samples, but they have {first.Length} and {second.Length} "
                + "values; give one value of each an item.");
        Check(first, atLeast, what);
        Check(second, atLeast, what);
    }

    /// <summary>Refuses a number of random rounds below one.</summary>
    public static void CheckRounds(int rounds, string what)
    {
        if (rounds < 1)
            throw new NegPreactException(
                ErrorKind.Statistics, $"{what} was asked for {rounds} random rounds; ask for at least one (10 000 "
                + "is usual).");
    }

    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }
}
