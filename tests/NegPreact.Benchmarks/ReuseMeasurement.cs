using System.Diagnostics;
using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>figures reuse</c>: the untouched model and then three sets of neurons in each of several choices of layers, on 8
/// windows of 256 tokens, with every layer run in every pass and with those below the ablation shared; a random Llama
/// of 12 layers.
/// </summary>
internal static class ReuseMeasurement
{
    private const int Layers = 12;
    private const int Batches = 2;
    private const int Texts = 4;
    private const int Length = 256;
    private const int Sets = 3;
    private const long Ample = 1 << 30;
    private const string Peer = "every layer run";

    public static IEnumerable<BenchmarkFigure> Figures()
    {
        using var network = DeepLlama.Build(Layers);
        var batches = DeepLlama.Batches(Batches, Texts, Length);
        var each = Enumerable.Range(0, Layers).ToArray();
        long all = (long)Batches * Texts * Length * network.HiddenSize * sizeof(float) * (Layers - 1);
        (string Name, int[] First, long Bytes)[] plans =
        [
            ("each layer alone", each, Ample), ("each layer alone, a quarter of the memory", each, all / 4),
            ("the first and the last half", [0, Layers / 2], Ample), ("sets that begin at layer 0", [0, 0], Ample),
        ];
        foreach (var (name, first, bytes) in plans)
        {
            Pass(network, batches, []);
            var plain = Seconds(() => Pass(network, batches, first));
            using var reuse = network.ReuseLowerLayers(bytes, first);
            yield return new($"ablations of {name}", "s", Seconds(() => Pass(network, batches, first)), plain, Peer);
            yield return new(
                $"layer passes saved, {name}", "%",
                100.0 * reuse.LayersReused / (reuse.LayersReused + reuse.LayersRun));
        }

        foreach (var batch in batches)
            batch.Dispose();
    }

    private static void Pass(CausalModel network, Tensor[] batches, int[] first)
    {
        using var _ = no_grad();
        Run();
        for (var set = 0; set < Sets; set++)
            foreach (var layer in first)
                using (network.Mlps[layer].PreActivation.Add(a => a.clamp_min(TensorArithmetic.Zero)))
                    Run();

        void Run()
        {
            foreach (var batch in batches)
                network.Logits(batch).Dispose();
        }
    }

    private static double Seconds(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    }
}
