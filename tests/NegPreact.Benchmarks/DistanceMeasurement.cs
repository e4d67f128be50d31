using System.Diagnostics;
using System.Globalization;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>figures distances</c>: the exact distance and the moments of single neurons on one core, for neurons of several
/// shapes, beside the plain float64 version, and beside numpy and scipy where <c>python3</c> has them. The least of
/// many rounds.
/// </summary>
internal static class DistanceMeasurement
{
    private const int Values = 16_384;
    private const int Neurons = 16;
    private const int Rounds = 40;
    private const int PlainRounds = 5; // it is slow
    private const double MostApart = 1e-9; // sigma
    private const string WarmUp = "warming up";
    private const string Unit = "ns per value";
    private const string Beside = "slightly skewed"; // the shape that the peers get
    private static readonly string peers = """
        import sys, time
        try:
            import numpy as np
        except ImportError:
            sys.exit()
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
        def tell(name, library, f, rounds):
            print(f"{name};{library} {sys.modules[library].__version__};{least(f, rounds)}")
        tell("numpy's sort alone", "numpy", np.sort, 40)
        tell("numpy's sort and quantile form", "numpy", form, 40)
        if wasserstein_distance is not None:
            tell("scipy's wasserstein_distance", "scipy", lambda c: wasserstein_distance(c, q), 5)
        """;

    public static IEnumerable<BenchmarkFigure> Figures()
    {
        var ours = double.NaN;
        foreach (var (name, draw) in Shapes(new Random(1)))
        {
            var (used, plain) = Least([.. Enumerable.Range(0, Neurons).Select(
                _ => Enumerable.Range(0, Values).Select(_ => (float)draw()).ToArray())]);
            if (name == WarmUp)
                continue;
            if (name == Beside)
                ours = used;
            yield return new($"exact distance and moments: {name}", Unit, used, plain, "plain, float64, all sorted");
        }

        foreach (var (name, version, time) in Peers())
            yield return new($"exact distance and moments: {Beside}, beside {name}", Unit, ours, time, version);
    }

    private static (string Name, Func<double> Draw)[] Shapes(Random random)
    {
        return
        [
            (WarmUp, Gaussian), ("Gaussian", Gaussian), (Beside, () => Of(g => g + (0.05 * g * g))),
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

    private static (double Used, double Plain) Least(float[][] neurons)
    {
        var (used, plain) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
            foreach (var values in neurons)
            {
                var clock = Stopwatch.StartNew();
                var distance = BucketDistance.Of(values, FloatMoments.Of(values));
                used = Math.Min(used, clock.Elapsed.TotalNanoseconds);
                if (round >= PlainRounds)
                    continue;
                double[] doubles = [.. values];
                clock.Restart();
                var reference = WassersteinDistance.Of(doubles).Value!.Value;
                plain = Math.Min(plain, clock.Elapsed.TotalNanoseconds);
                if (Math.Abs(reference - distance) > MostApart)
                    throw new InvalidOperationException($"{distance} sigma is not the plain version's {reference}.");
            }

        return (used / Values, plain / Values);
    }

    private static IEnumerable<(string Name, string Version, double Time)> Peers()
    {
        using var python = Process.Start(
            new ProcessStartInfo("python3", ["-c", peers]) { RedirectStandardOutput = true })!;
        var output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(';')).Select(
            p => (p[0], p[1], double.Parse(p[2], CultureInfo.InvariantCulture)))];
    }
}
