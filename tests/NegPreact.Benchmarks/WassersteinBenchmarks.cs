using BenchmarkDotNet.Attributes;

namespace NegPreact.Benchmarks;

/// <summary>Exact and streamed scores of 256 neurons on 16,384 tokens.</summary>
[MemoryDiagnoser]
public class WassersteinBenchmarks
{
    private const int Neurons = 256;
    private readonly float[] values = new float[16_384 * Neurons];

    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(1);
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(random.NextDouble() + random.NextDouble() - random.NextDouble());
    }

    [Benchmark(Baseline = true)]
    public NeuronScores Exact() => NeuronScores.OfLayer(values, Neurons);

    [Benchmark]
    public NeuronScores Streamed()
    {
        var sketch = new WassersteinSketch(Neurons);
        for (var from = 0; from < values.Length; from += 2048 * Neurons)
            sketch.Add(values.AsSpan(from, 2048 * Neurons));
        return sketch.Scores();
    }
}
