using System.Runtime.Intrinsics;

namespace NegPreact;

/// <summary>
/// Sums of powers of the distance to the mean, mergeable. The mean is kept as an offset from the first value seen, so
/// that a neuron with a large mean and a tiny spread loses no digits.
/// </summary>
internal readonly struct CentralMoments
{
    // Fourth powers of spreads beyond these leave the range of float64.
    private const double SmallestSpread = 1e-70;
    private const double LargestSpread = 1e70;

    private readonly double count, origin, offset, m2, m3, m4, negative, positive;

    private CentralMoments(double count, double origin, double offset, double m2, double m3, double m4,
        double negative, double positive) =>
        (this.count, this.origin, this.offset, this.m2, this.m3, this.m4, this.negative, this.positive) =
            (count, origin, offset, m2, m3, m4, negative, positive);

    /// <summary>The mean, rounded.</summary>
    public double Mean => origin + offset;

    /// <summary>Square root of the mean squared distance to the mean (n, not n - 1).</summary>
    public double StandardDeviation => Math.Sqrt(m2 / count);

    /// <summary>The moments of finite values; two passes.</summary>
    public static CentralMoments Of(ReadOnlySpan<double> values)
    {
        var origin = values[0];
        double sum = 0, negative = 0, positive = 0;
        foreach (var value in values)
        {
            sum += value - origin;
            negative += value < 0 ? 1 : 0;
            positive += value > 0 ? 1 : 0;
        }
        var offset = sum / values.Length;
        double m2 = 0, m3 = 0, m4 = 0;
        foreach (var value in values)
        {
            var d = value - origin - offset;
            var square = d * d;
            m2 += square;
            m3 += square * d;
            m4 += square * square;
        }
        return new CentralMoments(values.Length, origin, offset, m2, m3, m4, negative, positive).Checked();
    }

    /// <summary>The moments by their sums, taken elsewhere: the mean is origin + offset.</summary>
    public static CentralMoments Of(
        double count, double origin, double offset, double m2, double m3, double m4, double negative,
        double positive) =>
        new CentralMoments(count, origin, offset, m2, m3, m4, negative, positive).Checked();

    /// <summary>
    /// The moments of both sets of values together (the pairwise update of Pébay 2008, SAND2008-6212).
    /// </summary>
    public CentralMoments Merge(in CentralMoments other)
    {
        if (count == 0)
            return other;
        var n = count + other.count;
        var d = other.origin - origin + (other.offset - offset);
        // Shares instead of counts keep every factor at or below 1 times a moment.
        var (a, b) = (count / n, other.count / n);
        var dd = d * d;
        return new CentralMoments(
            n,
            origin,
            offset + (d * b),
            m2 + other.m2 + (dd * a * b * n),
            m3 + other.m3 + (dd * d * a * b * (a - b) * n) + (3 * d * ((a * other.m2) - (b * m2))),
            m4 + other.m4 + (dd * dd * a * b * ((a * a) - (a * b) + (b * b)) * n)
                + (6 * dd * ((a * a * other.m2) + (b * b * m2))) + (4 * d * ((a * other.m3) - (b * m3))),
            negative + other.negative,
            positive + other.positive).Checked();
    }

    /// <summary>value - mean, without forming the rounded mean.</summary>
    public double FromMean(double value) => value - origin - offset;

    /// <inheritdoc cref="FromMean(double)"/>
    public Vector256<double> FromMean(Vector256<double> values) =>
        values - Vector256.Create(origin) - Vector256.Create(offset);

    public NeuronMoments ToNeuronMoments()
    {
        var varies = m2 > 0;
        return new NeuronMoments(
            (long)count,
            Mean,
            StandardDeviation,
            varies ? m3 / count / Math.Pow(m2 / count, 1.5) : null,
            varies ? (m4 * count / (m2 * m2)) - 3 : null,
            negative / count,
            positive / count);
    }

    private CentralMoments Checked() => m2 == 0 || StandardDeviation is >= SmallestSpread and <= LargestSpread
        ? this
        : throw new NegPreactException(
            ErrorKind.Statistics, $"Values with a standard deviation of {StandardDeviation} are outside what float64 "
            + "can measure; "
            + $"scale them to lie between {SmallestSpread} and {LargestSpread}.");
}
