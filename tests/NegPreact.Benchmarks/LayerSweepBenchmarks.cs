using BenchmarkDotNet.Attributes;
using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact.Benchmarks;

/// <summary>
/// The untouched model, and then each layer ablated in turn, on 8 windows of 256 tokens: with every layer run in every
/// pass, and with the layers below the ablation reused. The deep model is a random Llama of the built-in one's width
/// with a small vocabulary.
/// </summary>
public class LayerSweepBenchmarks
{
    private const int Windows = 8;
    private const int Length = 256;
    private LanguageModel? builtIn;
    private CausalModel network = null!;
    private Tensor[] batches = [];

    [Params(4, 12)]
    public int Layers { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        if (Layers == 4)
        {
            builtIn = LanguageModel.Load("data/models/tiny-llama");
            network = builtIn.Network;
        }
        else
        {
            network = DeepLlama.Build(Layers);
        }

        batches = DeepLlama.Batches(2, Windows / 2, Length);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        foreach (var batch in batches)
            batch.Dispose();
        network.Dispose();
        builtIn?.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void EveryLayer() => Sweep();

    [Benchmark]
    public void LowerLayersReused()
    {
        using var reuse = network.ReuseLowerLayers(1 << 30);
        Sweep();
    }

    private void Sweep()
    {
        using var _ = no_grad();
        Run();
        foreach (var site in network.Mlps)
            using (site.PreActivation.Add(a => a.clamp_min(TensorArithmetic.Zero)))
                Run();
    }

    private void Run()
    {
        foreach (var batch in batches)
            network.Logits(batch).Dispose();
    }
}
