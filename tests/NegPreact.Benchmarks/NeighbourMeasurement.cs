using System.Diagnostics;
using System.Globalization;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>figures neighbour</c>: forward passes of the built-in model (or <c>NEGPREACT_MODEL</c>) on every processor, on
/// the machine as it is and beside one busy thread more, with the library's settings of libgomp and with libgomp's own.
/// Each speed is from a process of its own (<c>pass</c>), since libgomp reads its settings once; the ways take turns.
/// </summary>
internal static class NeighbourMeasurement
{
    private const int Rounds = 3;
    private const double Seconds = 3;

    // What it does where neither this nor OMP_WAIT_POLICY is set.
    private static readonly (string, string) LibgompsOwn = ("GOMP_SPINCOUNT", "300000");

    public static IEnumerable<BenchmarkFigure> Figures()
    {
        var (quiet, busy) = (new List<double>(), new List<double>());
        var (quietThere, busyThere) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            quiet.Add(Speed());
            quietThere.Add(Speed(LibgompsOwn));
            using var neighbour = new Neighbour();
            busy.Add(Speed());
            busyThere.Add(Speed(LibgompsOwn));
        }

        const string unit = "tokens per second", peer = "libgomp's own settings";
        yield return new("forward pass, no neighbour started", unit, Middle(quiet), Middle(quietThere), peer);
        yield return new("forward pass beside a busy thread", unit, Middle(busy), Middle(busyThere), peer);
        yield return new(
            "forward pass beside a busy thread, of its speed without", "share", Middle(busy) / Middle(quiet),
            Middle(busyThere) / Middle(quietThere), peer);
    }

    /// <summary><c>pass</c>: passes for some seconds, and prints the tokens per second.</summary>
    public static int Pass()
    {
        using var builtIn = new BuiltIn();
        var windows = builtIn.Windows(8);
        Forward(builtIn.Model, windows);
        var clock = Stopwatch.StartNew();
        var tokens = 0L;
        for (; clock.Elapsed.TotalSeconds < Seconds; tokens += windows.Sum(w => w.Count))
            Forward(builtIn.Model, windows);
        Console.WriteLine((tokens / clock.Elapsed.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Forward(LanguageModel model, IReadOnlyList<IReadOnlyList<int>> windows)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        model.Logits(windows);
    }

    private static double Speed(params IEnumerable<(string, string)> environment) => double.Parse(
        Programs.Run(Programs.Benchmarks, ["pass"], environment).Output, CultureInfo.InvariantCulture);

    private static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class Neighbour : IDisposable
    {
        private readonly Thread thread;
        private volatile bool stop;

        public Neighbour()
        {
            thread = new Thread(() =>
            {
                while (!stop)
                    Thread.SpinWait(1_000);
            });
            thread.Start();
        }

        public void Dispose()
        {
            stop = true;
            thread.Join();
        }
    }
}
