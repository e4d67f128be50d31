namespace NegPreact;

/// <summary>One step of a training run.</summary>
/// <param name="Measured">What was measured.</param>
/// <param name="Top">The neurons with the highest Wasserstein distance of each layer at this step.</param>
/// <param name="All">The distances of all neurons.</param>
/// <param name="OfTop">Of <see cref="Top"/>.</param>
/// <param name="OfBackward">Of the neurons that are the top at the last step.</param>
/// <param name="OfForward">Of the neurons that are the top at an early step.</param>
/// <param name="Effects">What zeroing negatives does.</param>
public sealed record CheckpointStep(
    CheckpointMeasurement Measured, NeuronSet Top, CheckpointSpread All, CheckpointSpread OfTop,
    CheckpointSpread OfBackward, CheckpointSpread OfForward,
    IReadOnlyDictionary<CheckpointMeasure, CheckpointEffect> Effects)
{
    /// <summary>After how many steps of training.</summary>
    public long Step => Measured.Step;

    /// <summary>The untouched model's loss, nats per token.</summary>
    public double Loss => Measured.Untouched.WindowLosses.Average();

    /// <summary>The untouched model's accuracy on pairs, with Wilson's interval.</summary>
    public Estimate Accuracy(Ability ability) => Measured.Untouched.Scores[ability].Accuracy;
}

/// <summary>The Wasserstein distances of some neurons, sigma.</summary>
/// <param name="Neurons">How many have one.</param>
/// <param name="Lower">The lower quartile.</param>
/// <param name="Median">The median.</param>
/// <param name="Upper">The upper quartile.</param>
/// <param name="Interval">
/// Of the median: 95 %, bootstrap over the neurons; null for fewer than two, and for all neurons of a model.
/// </param>
public sealed record CheckpointSpread(int Neurons, double Lower, double Median, double Upper, Interval? Interval)
{
    internal static CheckpointSpread Of(IEnumerable<double?> distances, int seed, int resamples)
    {
        double[] sorted = [.. distances.OfType<double>().Order()];
        if (sorted.Length == 0)
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                "None of the chosen neurons varies at some step, so none has a Wasserstein distance there; choose a "
                    + "larger percentage.");
        var drawn = new double[sorted.Length];
        return new CheckpointSpread(
            sorted.Length, Percentiles.Linear(sorted, 25), Percentiles.Linear(sorted, 50),
            Percentiles.Linear(sorted, 75),
            resamples == 0 || sorted.Length < 2 ? null
                : PairedBootstrap.Statistic(sorted.Length, Median, seed, resamples).Interval);

        double Median(int[] items)
        {
            for (var i = 0; i < items.Length; i++)
                drawn[i] = sorted[items[i]];
            Array.Sort(drawn);
            return Percentiles.Linear(drawn, 50);
        }
    }
}
