using MathNet.Numerics.Distributions;

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
/// Of the median: at least 95 %, between two of the neurons' distances, exact by the binomial distribution whatever
/// theirs is; null for fewer than six, for which there is none.
/// </param>
public sealed record CheckpointSpread(int Neurons, double Lower, double Median, double Upper, Interval? Interval)
{
    private const double Tail = (1 - NegPreact.Interval.DefaultLevel) / 2;

    internal static CheckpointSpread Of(IEnumerable<double?> distances)
    {
        double[] sorted = [.. distances.OfType<double>().Order()];
        if (sorted.Length == 0)
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                "None of the chosen neurons varies at some step, so none has a Wasserstein distance there; choose a "
                    + "larger percentage.");
        // The median lies below the k-th smallest where fewer than k of them lie below it.
        var k = Enumerable.Range(1, sorted.Length / 2)
            .TakeWhile(k => Binomial.CDF(0.5, sorted.Length, k - 1) <= Tail).LastOrDefault();
        return new CheckpointSpread(
            sorted.Length, Percentiles.Linear(sorted, 25), Percentiles.Linear(sorted, 50),
            Percentiles.Linear(sorted, 75), k == 0 ? null : new(sorted[k - 1], sorted[^k]));
    }
}
