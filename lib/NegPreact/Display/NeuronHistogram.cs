namespace NegPreact;

/// <summary>
/// How one neuron's pre-activations are spread over tokens, in sigma from their mean, so that they can be compared with
/// N(0,1). One bin edge lies exactly where the pre-activation itself is 0.
/// </summary>
/// <param name="Name">The neuron.</param>
/// <param name="Tokens">How many pre-activations there are.</param>
/// <param name="Mean">Their mean, as the model computes them.</param>
/// <param name="StandardDeviation">Their population standard deviation: one sigma.</param>
/// <param name="NegativeShare">The share of them below 0.</param>
/// <param name="BeyondShare">
/// The share further than <see cref="Range"/> sigma from the mean, which no bin holds.
/// </param>
/// <param name="Quantiles">Their quantiles at <see cref="QuantilePercents"/>, in sigma from the mean.</param>
/// <param name="Bins">The bins from low to high, without gaps, all of one width.</param>
public sealed record NeuronHistogram(
    string Name,
    int Tokens,
    double Mean,
    double StandardDeviation,
    double NegativeShare,
    double BeyondShare,
    IReadOnlyList<double> Quantiles,
    IReadOnlyList<HistogramBin> Bins)
{
    /// <summary>The bins reach this many sigma to both sides of the mean, or as far as there are values.</summary>
    public const double Range = 6;

    /// <summary>The percentages whose quantiles are kept (linear interpolation).</summary>
    public static readonly IReadOnlyList<double> QuantilePercents = [1, 5, 25, 50, 75, 95, 99];

    private const double Narrowest = 0.05;
    private const double Widest = 0.5;

    /// <summary>Where the pre-activation is 0, in sigma from the mean.</summary>
    public double Zero => -Mean / StandardDeviation;

    /// <summary>
    /// Counts a neuron's pre-activations into bins (Freedman and Diaconis's width, from 0.05 to 0.5 sigma).
    /// </summary>
    /// <param name="name">The neuron.</param>
    /// <param name="preActivations">Its pre-activations, one per token.</param>
    /// <exception cref="NegPreactException">
    /// One is not finite, or all are equal, so that there is no sigma to measure in.
    /// </exception>
    public static NeuronHistogram Of(string name, IReadOnlyList<float> preActivations)
    {
        ArgumentNullException.ThrowIfNull(preActivations);
        var values = preActivations.Select(v => (double)v).Order().ToArray();
        if (values.Length == 0 || !double.IsFinite(values[0]) || !double.IsFinite(values[^1]))
        {
            var lack = values.Length == 0 ? "no pre-activations" : "pre-activations that are not finite";
            throw new NegPreactException(
                ErrorKind.Figure, $"Neuron {name} has {lack}; a histogram needs finite ones.");
        }

        var mean = values.Average();
        var sigma = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        if (values[0] == values[^1])
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                $"Neuron {name} is constant ({Numbers.Text(values[0])} on every token), so it has no spread to compare "
                    + "with a Gaussian; leave it out.");

        var negative = Array.FindIndex(values, v => v >= 0) is var first and >= 0 ? first : values.Length;
        var spread = (Percentiles.Linear(values, 75) - Percentiles.Linear(values, 25)) / sigma;
        var width = Math.Clamp(2 * spread / Math.Cbrt(values.Length), Narrowest, Widest);
        var bins = Count(values, mean, sigma, width);
        var held = bins.Sum(b => b.Count);
        return new NeuronHistogram(
            name,
            values.Length,
            mean,
            sigma,
            (double)negative / values.Length,
            (double)(values.Length - held) / values.Length,
            [.. QuantilePercents.Select(p => (Percentiles.Linear(values, p) - mean) / sigma)],
            [.. bins.Select(b => new HistogramBin(b.Low, b.Low + width, b.Count / (width * values.Length)))]);
    }

    // Bins are counted from the pre-activation's own 0, so that rounding can put no value on the wrong side of it.
    private static List<(double Low, int Count)> Count(double[] sorted, double mean, double sigma, double width)
    {
        var step = width * sigma;
        var counts = sorted.Where(v => Math.Abs(v - mean) <= Range * sigma).CountBy(v => (long)Math.Floor(v / step))
            .ToDictionary();
        var (from, to) = (counts.Keys.Min(), counts.Keys.Max());
        var bins = new List<(double, int)>();
        for (var k = from; k <= to; k++)
            bins.Add(((k * width) - (mean / sigma), counts.GetValueOrDefault(k)));
        return bins;
    }
}
