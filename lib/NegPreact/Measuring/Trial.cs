using System.Diagnostics;

namespace NegPreact;

/// <summary>Short runs from which the cost of long ones is estimated.</summary>
internal static class Trial
{
    /// <summary>How many windows of a text are enough.</summary>
    public const int Windows = 16;

    /// <summary>How many pairs or questions are enough.</summary>
    public const int Items = 256;

    private const double TrialSeconds = 1;

    /// <summary>
    /// Seconds for each of many: the fastest of the runs that fit into a second, of more and more of them, since few by
    /// themselves cost more. The first run, which compiles and allocates, does not count.
    /// </summary>
    /// <param name="most">The most that are run at once.</param>
    /// <param name="run">Runs so many.</param>
    public static double PerItem(int most, Action<int> run)
    {
        var (count, fastest) = (Math.Min(2, most), double.MaxValue);
        run(count);
        for (var spent = 0.0; spent < TrialSeconds; count = Math.Min(4 * count, most))
        {
            var clock = Stopwatch.StartNew();
            run(count);
            spent += clock.Elapsed.TotalSeconds;
            fastest = Math.Min(fastest, clock.Elapsed.TotalSeconds / count);
        }

        return fastest;
    }

    /// <summary>Some of many, spread over them.</summary>
    public static IEnumerable<T> Spread<T>(IReadOnlyList<T> all, int count) =>
        Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Count / count)]);
}
