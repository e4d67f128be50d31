using BenchmarkDotNet.Attributes;

namespace NegPreact.Benchmarks;

/// <summary>
/// Time for one minimal pair, sentences encoded before: one sentence at a time; in padded batches of 16 good and
/// 16 bad sentences in the files' order, as the paper's code runs them; and with shared prefixes. The pairs are spread
/// over the suite, which is the folder that <c>NEGPREACT_PAIRS</c> names (BLiMP, TSE), or else the built-in one.
/// </summary>
[MemoryDiagnoser]
public class PairBenchmarks
{
    private const int Pairs = 512;

    private BuiltIn builtIn = null!;
    private int[][] good = [];
    private int[][] bad = [];

    [GlobalSetup]
    public void SetUp()
    {
        builtIn = new BuiltIn();
        var suite = Environment.GetEnvironmentVariable("NEGPREACT_PAIRS") is { Length: > 0 } named
            ? PairSuite.Load(named) : PairSuite.BlimpLike;
        var spread = Enumerable.Range(0, Pairs).Select(i => suite.Pairs[(int)((long)i * suite.Pairs.Count / Pairs)])
            .ToArray();
        good = [.. spread.Select(p => ScoringConvention.PaperBlimp.Encode(builtIn.Model.Tokenizer, p.Good))];
        bad = [.. spread.Select(p => ScoringConvention.PaperBlimp.Encode(builtIn.Model.Tokenizer, p.Bad))];
    }

    [GlobalCleanup]
    public void CleanUp() => builtIn.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Pairs)]
    public double OneByOne() => Sum(TokenLogProbabilities.Of(builtIn.Model, [.. good, .. bad], batch: 1));

    [Benchmark(OperationsPerInvoke = Pairs)]
    public double PaddedBatches() =>
        Sum(TokenLogProbabilities.Of(builtIn.Model, good, batch: 16)) + Sum(
        TokenLogProbabilities.Of(builtIn.Model, bad, batch: 16));

    [Benchmark(OperationsPerInvoke = Pairs)]
    public double WithSharedPrefixes() => Sum(SharedPrefixes.LogProbabilities(builtIn.Model, [.. good, .. bad]));

    private static double Sum(IReadOnlyList<double[]> scores) => scores.Sum(s => s.Sum());
}
