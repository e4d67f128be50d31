using System.Diagnostics;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>figures statistics</c>: 40 sets at 5 doses on the 67 paradigms of BLiMP with 1,000 pairs each, every paradigm's
/// change of accuracy resampled 2,000 times, and the same changes with intervals in closed form, as verdicts have them.
/// </summary>
internal static class StatisticsMeasurement
{
    private const int Conditions = 40 * 5;
    private const int Paradigms = 67;
    private const int Pairs = 1_000;
    private const int Resamples = 2_000;
    private const int Sample = 20; // conditions of one paradigm that the plain way is timed on

    public static IEnumerable<BenchmarkFigure> Figures()
    {
        var random = new SeededRandom(1);
        bool[] Right(double share) => [.. Enumerable.Range(0, Pairs).Select(_ => random.NextDouble() < share)];
        bool[][] untouched = [.. Enumerable.Range(0, Paradigms).Select(_ => Right(0.8))];
        bool[][][] ablated = [.. untouched.Select(_ => Enumerable.Range(0, Conditions).Select(
            _ => Right(0.7)).ToArray())];
        var plain = Conditions * Paradigms / Sample * Seconds(() =>
        {
            foreach (var condition in ablated[0].Take(Sample))
                PairedBootstrap.MeanDifference(Ones(condition), Ones(untouched[0]), 1, Resamples);
        });
        var shared = Seconds(() => Parallel.For(
            0, Paradigms, p => OutcomeBootstrap.ShareDifferences(ablated[p], untouched[p], p, Resamples)));
        var closed = Seconds(() => Parallel.For(
            0, Paradigms, p =>
            {
                var before = SampleStatistic.Mean(Ones(untouched[p]));
                foreach (var condition in ablated[p])
                    SampleStatistic.Mean(Ones(condition)).Less(before).Estimate();
            }));
        const string peer = "each condition resampled by itself, projected from 20";
        yield return new("40 sets x 5 doses x 67 paradigms, 2,000 resamples", "s", shared, plain, peer);
        yield return new("the same in closed form", "s", closed, plain, peer);
    }

    private static double[] Ones(bool[] right) => Array.ConvertAll(right, r => r ? 1.0 : 0.0);

    private static double Seconds(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    }
}
