using BenchmarkDotNet.Attributes;
using NegPreact.Weights;

namespace NegPreact.Benchmarks;

/// <summary>Unpacking a matrix of a GGUF file to singles, on one thread.</summary>
public class UnpackBenchmarks
{
    private const int Elements = 1 << 20;
    private readonly float[] singles = new float[Elements];
    private byte[] blocks = [];

    [Params(GgufType.Q4_0, GgufType.Q4_1, GgufType.Q8_0, GgufType.Q4_K, GgufType.Q5_K, GgufType.Q6_K, GgufType.IQ4_XS)]
    public GgufType Type { get; set; }

    [GlobalSetup]
    public void SetUp() => blocks = new byte[Type.Bytes(Elements)];

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Unpack() => GgufBlocks.Unpack(Type, blocks, singles);
}
