using BenchmarkDotNet.Attributes;
using NegPreact.Tokens;

namespace NegPreact.Benchmarks;

/// <summary>Encoding the built-in prose, with and without character offsets.</summary>
[MemoryDiagnoser]
public class TokenizerBenchmarks
{
    private readonly string text = string.Concat(Corpus.BuiltIn.Documents);
    private Tokenizer tokenizer = null!;

    [GlobalSetup]
    public void SetUp() => tokenizer = Tokenizer.Load(Repository.Resolve("data/models/tiny-llama"));

    [Benchmark(Baseline = true)]
    public int[] Ids() => tokenizer.Encode(text);

    [Benchmark]
    public IReadOnlyList<Token> WithOffsets() => tokenizer.EncodeWithOffsets(text);
}
