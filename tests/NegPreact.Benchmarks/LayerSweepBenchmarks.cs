using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using NegPreact.Models;
using NegPreact.Native;
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
    private const int DeepVocabulary = 512;
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
            NativeLibraries.EnsureLoaded();
            var config = new JsonObject
            {
                ["model_type"] = "llama", ["vocab_size"] = DeepVocabulary, ["hidden_size"] = 128,
                    ["intermediate_size"] = 384,
                ["num_hidden_layers"] = Layers, ["num_attention_heads"] = 4, ["num_key_value_heads"] = 2,
                ["tie_word_embeddings"] = true,
            };
            using var generator = new Generator(1, CPU);
            network = Architectures.Read(ConfigReader.Of(config, "the benchmark")).Build(
                new RandomParameters(Layers, generator));
        }

        var random = new Random(1);
        batches = [.. Enumerable.Range(0, 2).Select(_ => tensor(
            Enumerable.Range(0, Windows / 2 * Length).Select(_ => (long)random.Next(DeepVocabulary)).ToArray(),
            [Windows / 2, Length]))];
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
