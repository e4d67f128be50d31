using System.Diagnostics;
using static TorchSharp.torch;

namespace NegPreact.Gpu;

/// <summary>
/// Exact distances, moments and mapping difficulty of one layer, per value: on the device, and by the host's own code
/// on all cores.
/// </summary>
internal static class DistanceStep
{
    private const int Hidden = 64;
    private const int Pairs = 5_000;

    public static int Run(Options options)
    {
        var device = options.Load.TorchDevice();
        var (tokens, neurons) = (options.Tokens, Math.Min(8192, options.Tokens));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(1);
        // Skewed a little and each by another factor, so that no two neurons are alike.
        var table = randn([1, tokens, neurons], device: CPU);
        table = table + ((table * table) * linspace(0, 0.5, neurons, ScalarType.Float32));
        var inputs = randn([1, tokens, Hidden], device: CPU);
        var (there, inputsThere) = (table.to(device), inputs.to(device));
        var pairs = TokenPairs.Disjoint(tokens, Math.Min(Pairs, tokens / 2), 1);
        var paired = pairs.First.Concat(pairs.Second).Index().Select(p => (p.Item, p.Index)).ToArray();
        var onDevice = NeuronColumns.Of([neurons], tokens);
        var seconds = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var clock = Stopwatch.StartNew();
            using var pass = new DevicePass(0, neurons, Hidden, tokens, pairs);
            pass.Add(inputsThere, there, 0, paired);
            pass.Fill(onDevice);
            seconds.Add(clock.Elapsed.TotalSeconds);
        }

        var values = (double)tokens * neurons;
        Report.Add(options, "distances", $"on the device, {tokens:N0} tokens x {neurons:N0} neurons",
            seconds.Min() / values * 1e9, "ns per value");
        var held = table.data<float>().ToArray();
        var here = Stopwatch.StartNew();
        var onHost = NeuronScores.OfLayer(held, neurons).Columns;
        Report.Add(options, "distances", $"on the host, {Environment.ProcessorCount} cores, without mapping "
            + "difficulty", here.Elapsed.TotalSeconds / values * 1e9, "ns per value");
        var passes = Report.Add(
            options, "distances", "largest difference between the two",
            onHost.WassersteinDistance.Zip(onDevice.WassersteinDistance, (h, d) => Math.Abs(h!.Value - d!.Value))
            .Max(), "sigma", 1e-9);
        return passes ? 0 : 1;
    }
}
