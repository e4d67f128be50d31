namespace NegPreact;

/// <summary>
/// Does an intervention harm one ability more than another, compared with its control? One paired difference for each
/// ability, and the difference of the two: the interaction, which a double dissociation is about.
/// </summary>
/// <param name="First">
/// Mean of control - target over the first ability's items: how much more the target harms it.
/// </param>
/// <param name="Second">The same of the second ability.</param>
/// <param name="Interaction">First - Second.</param>
public sealed record Dissociation(Estimate First, Estimate Second, Estimate Interaction)
{
    /// <summary>
    /// Both differences and the interaction by bootstrap. Each ability's items are drawn separately, target and control
    /// of an item always together.
    /// </summary>
    /// <param name="firstTarget">
    /// Score of each item of the first ability under the target (1 for right, 0 for wrong, or any score).
    /// </param>
    /// <param name="firstControl">Score of the same items under the control.</param>
    /// <param name="secondTarget">Score of each item of the second ability under the target.</param>
    /// <param name="secondControl">Score of the same items under the control.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="level">Level of the intervals.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than two items of an ability, unequal lengths, or a value that is not finite.
    /// </exception>
    public static Dissociation Of(
        ReadOnlySpan<double> firstTarget, ReadOnlySpan<double> firstControl, ReadOnlySpan<double> secondTarget,
        ReadOnlySpan<double> secondControl,
        int seed, int resamples = PairedBootstrap.DefaultResamples, double level = Interval.DefaultLevel)
    {
        var first = Samples.Differences(firstControl, firstTarget, 2, "A dissociation");
        var second = Samples.Differences(secondControl, secondTarget, 2, "A dissociation");
        Samples.CheckRounds(resamples, "A dissociation");
        var tail = 100 * (1 - Interval.CheckedLevel(level)) / 2;
        var random = new SeededRandom(seed);
        double[] ofFirst = new double[resamples], ofSecond = new double[resamples], apart = new double[resamples];
        for (var i = 0; i < resamples; i++)
            apart[i] = (ofFirst[i] = Resampled(first)) - (ofSecond[i] = Resampled(second));
        var (a, b) = (Samples.Mean(first), Samples.Mean(second));
        return new Dissociation(Around(a, ofFirst), Around(b, ofSecond), Around(a - b, apart));

        double Resampled(double[] values)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
                sum += values[random.Next(values.Length)];
            return sum / values.Length;
        }

        Estimate Around(double value, double[] means)
        {
            Array.Sort(means);
            return new Estimate(
                value, new Interval(Percentiles.Linear(means, tail), Percentiles.Linear(means, 100 - tail), level));
        }
    }
}
