using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>
/// Does the target do more than sets of other neurons do? The target's own effect, its difference from the sets' mean,
/// and a one-sided test of whether it is more extreme than one more such set would be.
/// </summary>
/// <param name="Own">The target's effect, with the error of its units (Student's t).</param>
/// <param name="Beyond">
/// The target's effect less the sets' mean. The interval carries the units' error and, where there are several sets,
/// the sets' spread: the squared standard error is that of the units plus s² / K for K sets with standard deviation s,
/// with Welch and Satterthwaite's degrees of freedom.
/// </param>
/// <param name="PValue">Of a target that is such a set itself, one-sided; see <see cref="Test"/>.</param>
/// <param name="Test">The test in words.</param>
/// <param name="Sets">How many sets.</param>
/// <param name="AtLeast">How many of them do at least as much as the target.</param>
/// <param name="OneMore">
/// Where the effect of one more set would lie: mean ± t s sqrt(1 + 1 / K); null for a single set.
/// </param>
/// <param name="StandardError">Of the difference that is tested, from which the power is computed.</param>
/// <param name="Continuous">
/// A p-value that can become as small as one likes, for corrections over many tests: for sets Student's t of one more
/// set, for a single one the same as <see cref="PValue"/>.
/// </param>
public sealed record SetContrast(
    Estimate Own, Estimate Beyond, double PValue, string Test, int Sets, int AtLeast, Interval? OneMore,
    double StandardError, double Continuous)
{
    /// <summary>The fewest random sets whose ranks can decide at 0.025: 1 / (1 + 39).</summary>
    public const int RankedSets = 39;

    /// <summary>Seeds for as many random sets as ranks need.</summary>
    public static IReadOnlyList<int> Seeds { get; } = [.. Enumerable.Range(1, RankedSets)];

    /// <summary>
    /// Compares. With 39 sets and more the test is the target's rank among them, p = (1 + sets that do at least as
    /// much) / (1 + sets): exact for a target drawn like the sets, whatever the distribution. With 2 to 38 it is
    /// Student's t of the target as one more set, which takes the sets' effects for Gaussian. With one, which nobody
    /// drew, it is Student's t over the units.
    /// </summary>
    /// <param name="target">The target's effect against the untouched model.</param>
    /// <param name="sets">The same of each set, on the same units.</param>
    /// <param name="sequential">How the sets were stopped early; null where they were not.</param>
    /// <exception cref="NegPreactException">No sets, or other units.</exception>
    public static SetContrast Of(
        SampleStatistic target, IReadOnlyList<SampleStatistic> sets, SequentialRank? sequential = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count == 0)
            throw new NegPreactException(
                ErrorKind.Statistics, "A target was to be compared with sets of other neurons, but there are none; "
                + "draw one or more.");
        var apart = target.Less(SampleStatistic.MeanOf(sets));
        var atLeast = sets.Count(s => s.Value >= target.Value);
        if (sets.Count == 1)
        {
            var tail = UpperTail(apart.Value, apart.StandardError, apart.Degrees);
            return new(target.Estimate(), apart.Estimate(), tail, "Student's t over the items", 1, atLeast, null,
                apart.StandardError, tail);
        }

        var k = sets.Count;
        var mean = sets.Average(s => s.Value);
        var variance = sets.Sum(s => (s.Value - mean) * (s.Value - mean)) / (k - 1);
        var (ofUnits, ofSets) = (apart.StandardError * apart.StandardError, variance / k);
        var degrees = ofUnits + ofSets == 0 ? 1 : Math.Pow(ofUnits + ofSets, 2)
            / ((ofUnits * ofUnits / apart.Degrees) + (ofSets * ofSets / (k - 1)));
        var oneMore = Math.Sqrt(variance * (1 + (1.0 / k)));
        var t = UpperTail(apart.Value, oneMore, k - 1);
        var (p, test) = sequential is not null ? (sequential.PValue(k, atLeast), sequential.Test(k))
            : k >= RankedSets ? ((1.0 + atLeast) / (1.0 + k), $"rank among {k} random sets")
            : (t, $"Student's t as one more of {k} sets");
        return new(
            target.Estimate(), SampleStatistic.Around(apart.Value, Math.Sqrt(ofUnits + ofSets), degrees),
            p, test, k, atLeast,
            SampleStatistic.Around(mean, oneMore, k - 1).Interval, oneMore, t);
    }

    // Nothing that varies: certain above zero, and no evidence at or below it.
    private static double UpperTail(double value, double standardError, double degrees) => standardError == 0
        ? value > 0 ? 0 : 1
        : 1 - StudentT.CDF(0, 1, degrees, value / standardError);
}
