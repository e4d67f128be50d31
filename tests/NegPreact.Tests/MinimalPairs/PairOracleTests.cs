using System.Text.Json;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.MinimalPairs;

/// <summary>
/// Scores with shared prefixes are the paper's code's, plain and under each ablation, where the shared folder has them.
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class PairOracleTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Rows => Oracle.Rows(
        (expected, _) => Oracle.Scored(expected));

    [Theory]
    [MemberData(nameof(Rows))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void BLiMP_and_TSE_agree(string folder, string subject)
    {
        using var oracle = Oracle.Open(folder);
        using var ablation = oracle.Apply(subject);
        var expected = oracle.Expected.GetProperty(subject);
        Check(oracle, expected.GetProperty("blimp"), ScoringConvention.PaperBlimp, "logp", "accuracy", 2e-4);
        Check(oracle, expected.GetProperty("tse"), ScoringConvention.PaperTse, "avg", "overall_acc", 2e-5);
    }

    private static void Check(Oracle oracle, JsonElement expected, ScoringConvention convention, string field,
        string accuracy, double tolerance)
    {
        var pairs = oracle.Inputs.GetProperty("pairs");
        int[][] good = Oracle.Table(pairs.GetProperty("good")), bad = Oracle.Table(pairs.GetProperty("bad"));
        var shared = SharedPrefixes.LogProbabilities(oracle.Model, [.. good, .. bad]);
        var alone = TokenLogProbabilities.Of(oracle.Model, [.. good, .. bad], batch: 1);
        Closeness.Check(
            "tokens against the plain way", [.. alone.SelectMany(t => t)], [.. shared.SelectMany(t => t)], 1e-5);

        // The folder holds ids, not text; any sentences will do to stand for them.
        var files = pairs.GetProperty("source").EnumerateArray().Select(s => s.GetString()!).ToArray();
        var suite = PairSuite.Of(
            "oracle", files.Select((file, i) => new MinimalPair($"good {i}", $"bad {i}", file, file)));
        double[] scores = [.. shared.Select(convention.Of)];
        var measured = new PairScores(suite, convention, scores[..good.Length], scores[good.Length..]);
        Closeness.Check($"{convention.Name}, good", Oracle.Doubles(expected.GetProperty($"good_{field}")),
            measured.Good, tolerance);
        Closeness.Check(
            $"{convention.Name}, bad", Oracle.Doubles(expected.GetProperty($"bad_{field}")), measured.Bad, tolerance);
        Assert.Equal(expected.GetProperty(accuracy).GetDouble(), measured.Overall.Accuracy.Value);
        if (expected.TryGetProperty("per_file", out var each))
            Assert.Equal(
                each.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble()),
                measured.ByParadigm.ToDictionary(p => p.Name, p => p.Accuracy.Value));
    }
}
