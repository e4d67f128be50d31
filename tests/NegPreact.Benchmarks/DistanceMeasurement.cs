using System.Diagnostics;
using System.Globalization;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>distances</c>: the exact distance and the moments of single neurons, nanoseconds per value on one core, by the
/// plain float64 version and by the one that is used, for neurons of several shapes; and numpy's, where
/// <c>python3</c> has it. The least of many rounds.
/// </summary>
internal static class DistanceMeasurement
{
    private const int Values = 16_384;
    private const int Neurons = 16;
    private const int Rounds = 40;
    private const int PlainRounds = 5; // it is slow
    private static readonly string peers = """
        import sys, time
        try:
            import numpy as np
        except ImportError:
            sys.exit("numpy: not there")
        n = 16384
        g = np.random.default_rng(1).standard_normal((16, n))
        v = (g + 0.05 * g * g).astype(np.float32)
        try:
            from scipy.stats import norm, wasserstein_distance
            q = norm.ppf((np.arange(n) + 0.5) / n)
        except ImportError:
            wasserstein_distance = None
            q = np.sort(np.random.default_rng(2).standard_normal(n))
        def form(c):
            z = np.sort(c).astype(np.float64)
            m = c.mean(dtype=np.float64); s = c.std(dtype=np.float64)
            return np.abs((z - m) / s - q).mean()
        def least(f, rounds):
            best = 1e9
            for _ in range(rounds):
                for c in v:
                    t = time.perf_counter(); f(c); best = min(best, time.perf_counter() - t)
            return best / n * 1e9
        print(f"numpy {np.__version__}: sort alone {least(np.sort, 40):.1f}, with quantile form {least(form, 40):.1f}")
        if wasserstein_distance is not None:
            print(f"scipy: wasserstein_distance to the quantiles {least(lambda c: wasserstein_distance(c, q), 5):.0f}")
        """;

    public static int Run()
    {
        Console.WriteLine("| Shape | plain, ns per value | used | of it moments | ratio | largest difference, sigma |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        var random = new Random(1);
        foreach (var (name, draw) in Shapes(random))
            Row(name, [.. Enumerable.Range(0, Neurons).Select(
                _ => Enumerable.Range(0, Values).Select(_ => (float)draw()).ToArray())]);
        Peers();
        return 0;
    }

    private static (string Name, Func<double> Draw)[] Shapes(Random random)
    {
        return
        [
            ("warming up", Gaussian), ("Gaussian", Gaussian), ("slightly skewed", () => Of(g => g + (0.05 * g * g))),
            ("skewed", () => Of(g => g + (0.3 * g * g))), ("heavy tails", () => Of(g => g * g * g)),
            ("heavier tails", () => Of(g => g * g * g * g * g)),
            ("half within a spike", () => random.NextDouble() < 0.5 ? 0.1 + (1e-4 * Gaussian()) : Gaussian()),
            ("rare outliers", () => Gaussian() + (random.NextDouble() < 1e-3 ? 200 : 0)),
            ("ties on a large mean", () => 1000 + (0.001 * Gaussian())),
        ];

        double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(
            2 * Math.PI * random.NextDouble());

        double Of(Func<double, double> shape) => shape(Gaussian());
    }

    private static void Row(string name, float[][] neurons)
    {
        var (plain, used, moments, difference) = (double.MaxValue, double.MaxValue, double.MaxValue, 0.0);
        for (var round = 0; round < Rounds; round++)
            foreach (var values in neurons)
            {
                var clock = Stopwatch.StartNew();
                var own = FloatMoments.Of(values);
                moments = Math.Min(moments, clock.Elapsed.TotalNanoseconds);
                var distance = BucketDistance.Of(values, own);
                used = Math.Min(used, clock.Elapsed.TotalNanoseconds);
                if (round >= PlainRounds)
                    continue;
                double[] doubles = [.. values];
                clock.Restart();
                var reference = WassersteinDistance.Of(doubles).Value!.Value;
                plain = Math.Min(plain, clock.Elapsed.TotalNanoseconds);
                difference = Math.Max(difference, Math.Abs(reference - distance));
            }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {plain / Values:F1} | {used / Values:F1} | {moments / Values:F1} | {plain / used:F1} | "
            + $"{difference:G2} |"));
    }

    private static void Peers()
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", peers]))!;
        python.WaitForExit();
    }
}
