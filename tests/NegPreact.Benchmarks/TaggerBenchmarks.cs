using BenchmarkDotNet.Attributes;

namespace NegPreact.Benchmarks;

/// <summary>Tagging and parsing the built-in prose (some 17,000 words, divided beforehand), and dividing it.</summary>
[MemoryDiagnoser]
public class TaggerBenchmarks
{
    private readonly string text = string.Concat(Corpus.BuiltIn.Documents);
    private List<string[]> sentences = [];
    private List<Upos[]> tags = [];

    [GlobalSetup]
    public void SetUp()
    {
        sentences = [.. WordTokenizer.BuiltIn.Sentences(text).Select(s => s.Select(w => w.Form).ToArray())];
        tags = [.. sentences.Select(s => Tagger.BuiltIn.Tag(s))];
    }

    [Benchmark(Baseline = true)]
    public int Tag() => sentences.Sum(s => Tagger.BuiltIn.Tag(s).Length);

    [Benchmark]
    public int Parse() => sentences.Zip(tags, (s, t) => Parser.BuiltIn.Parse(s, t).Length).Sum();

    [Benchmark]
    public int Divide() => WordTokenizer.BuiltIn.Sentences(text).Count;
}
