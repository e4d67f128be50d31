using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NegPreact.Benchmarks;

/// <summary>
/// What a minimal pair costs, sentences encoded before, on the first pairs of each paradigm of the suite that
/// <c>NEGPREACT_PAIRS</c> names (or the built-in one): beside what it would cost if each distinct beginning in the
/// whole suite were run once, at the cost of a token in a full batch, and beside padded batches of 16 good and 16 bad
/// sentences in the files' order, as the paper's code runs them.
/// </summary>
internal static class PairMeasurement
{
    private const int PairsPerParadigm = 20;
    private const int Padded = 16;
    private const int PaddedShare = 4; // one block of so many is run, which suffices for the mean
    private const int WindowLength = 64;
    private const int Windows = 64;
    private const double Enough = 20; // seconds; the least of all rounds counts

    public static IEnumerable<BenchmarkFigure> Figures()
    {
        using var builtIn = new BuiltIn();
        var model = builtIn.Model;
        var suite = (Environment.GetEnvironmentVariable("NEGPREACT_PAIRS") is { Length: > 0 } named
            ? PairSuite.Load(named) : PairSuite.BlimpLike).First(PairsPerParadigm);
        int[][] sentences = [.. suite.Pairs.SelectMany(p => new[] { p.Good, p.Bad }).Select(
            s => ScoringConvention.PaperBlimp.Encode(model.Tokenizer, s))];
        int[][] windows = [.. sentences.SelectMany(s => s).Chunk(WindowLength).Take(Windows)];
        int[][][] blocks = [.. sentences.Chunk(2 * Padded).Where((_, i) => i % PaddedShare == 0)];
        TokenLogProbabilities.Of(model, windows[..8], batch: 8);
        var (ours, padded, full) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var clock = Stopwatch.StartNew(); full == double.MaxValue || clock.Elapsed.TotalSeconds < Enough;)
        {
            Least(ref ours, () => SharedPrefixes.LogProbabilities(model, sentences));
            Least(ref padded, () => RunPadded(model, blocks));
            foreach (var batch in (int[])[8, 32])
                Least(ref full, () => TokenLogProbabilities.Of(model, windows, batch));
        }

        var pairs = suite.Pairs.Count;
        var (tokens, token) = (DistinctBeginnings(sentences), full / windows.Sum(w => w.Length));
        Console.WriteLine($"{pairs} pairs: {sentences.Sum(s => s.Length - 1)} tokens to run, "
            + $"{tokens} distinct beginnings, {1 / token:F0} tokens per second in a full batch.");
        var name = $"minimal pairs, {suite.Name}, {model.Name}";
        yield return new(
            name, "ms per pair", 1000 * ours / pairs, 1000 * token * tokens / pairs,
            "distinct beginnings x a token of a full batch");
        yield return new(
            $"{name}, beside padding", "ms per pair", 1000 * ours / pairs,
            1000 * padded / (blocks.Sum(b => b.Length) / 2), "padded batches of 16 good and 16 bad sentences");
    }

    private static void RunPadded(LanguageModel model, int[][][] blocks)
    {
        foreach (var block in blocks)
            for (var side = 0; side < 2; side++)
                TokenLogProbabilities.Of(model, [.. block.Where((_, i) => i % 2 == side)], Padded);
    }

    // How many different token sequences something is predicted from.
    private static int DistinctBeginnings(int[][] sentences) =>
        sentences.SelectMany(s => Enumerable.Range(1, s.Length - 1)
        .Select(n => Convert.ToHexString(MemoryMarshal.AsBytes(s.AsSpan(0, n))))).Distinct().Count();

    private static void Least(ref double least, Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        least = Math.Min(least, clock.Elapsed.TotalSeconds);
    }
}
