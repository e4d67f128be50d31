using BenchmarkDotNet.Attributes;

namespace NegPreact.Benchmarks;

/// <summary>What an ablation costs beside the untouched model: 16 windows of 256 tokens per call.</summary>
[MemoryDiagnoser]
public class PerplexityBenchmarks
{
    private BuiltIn builtIn = null!;
    private IReadOnlyList<IReadOnlyList<int>> windows = [];
    private NeuronSet target = null!;

    [GlobalSetup]
    public void SetUp()
    {
        builtIn = new BuiltIn();
        windows = builtIn.Windows(16);
        target = NeuronSet.Top(NeuronScores.Measure(builtIn.Model, Corpus.BuiltIn), 1);
    }

    [GlobalCleanup]
    public void CleanUp() => builtIn.Dispose();

    [Benchmark(Baseline = true)]
    public double Dense() => Perplexity.OfWindows(builtIn.Model, windows).Value;

    [Benchmark]
    public double NegativesZeroed()
    {
        using (builtIn.Model.Ablate(target, Ablation.ZeroNegative))
            return Perplexity.OfWindows(builtIn.Model, windows).Value;
    }
}
