using BenchmarkDotNet.Attributes;

namespace NegPreact.Benchmarks;

/// <summary>
/// Time a token of Wasserstein distance, mapping difficulty and moments of every neuron, 32 windows of 256 tokens: the
/// forward passes alone, the scores on the host, and the scores where the model computes.
/// </summary>
[MemoryDiagnoser]
public class ScoringBenchmarks
{
    private const int Windows = 32;
    private const int WindowLength = 256;
    private static readonly NeuronScoreSettings Settings = new() { WindowLength = WindowLength, Pairs = 1_000 };

    private BuiltIn builtIn = null!;
    private IReadOnlyList<IReadOnlyList<int>> windows = [];

    [GlobalSetup]
    public void SetUp()
    {
        builtIn = new BuiltIn();
        windows = builtIn.Windows(Windows);
    }

    [GlobalCleanup]
    public void CleanUp() => builtIn.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Windows * WindowLength)]
    public void Forward()
    {
        foreach (var batch in windows.Chunk(builtIn.Model.TextsPerPass(8, WindowLength)))
        {
            // One number to the host: a GPU is not waited for otherwise.
            using var scope = TorchSharp.torch.NewDisposeScope();
            builtIn.Model.Logits(batch)[0, 0, 0].item<float>();
        }
    }

    [Benchmark(OperationsPerInvoke = Windows * WindowLength)]
    public NeuronScores OnHost() => ActivationPass.Measure(builtIn.Model, windows, Settings, default, onDevice: false);

    [Benchmark(OperationsPerInvoke = Windows * WindowLength)]
    public NeuronScores WhereTheModelIs() => ActivationPass.Measure(
        builtIn.Model, windows, Settings, default, onDevice: true);
}
