using System.Text.Json;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Surprisal;

/// <summary>
/// Perplexities and sentence scores agree with the paper's code, plain and under each ablation, where the shared folder
/// has them.
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class ScoreOracleTests
{
    private const double Token = 2e-5;
    private const double Sum = 2e-4;

    public static IEnumerable<TheoryDataRow<string, string>> Rows => Oracle.Rows(
        (expected, _) => Oracle.Scored(expected));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Perplexity_of_equal_windows_agrees(string folder, string subject) =>
        Compare(folder, subject, (oracle, expected) =>
    {
        var measured = Perplexity.OfWindows(oracle.Model,
            Oracle.Table(oracle.Inputs.GetProperty("perplexity_sequences")), TestContext.Current.CancellationToken);
        Closeness.Check("window losses", Oracle.Doubles(expected.GetProperty("sequence_losses")),
            measured.WindowLosses.ToArray(), Token);
        Closeness.Check(
            "perplexity", expected.GetProperty("perplexity").GetDouble(), measured.Value, Token, relative: true);
    });

    [Theory]
    [MemberData(nameof(Rows))]
    public void Token_losses_of_unequal_sequences_agree(string folder, string subject) =>
        Compare(folder, subject, (oracle, expected) =>
    {
        var scores = Scores(oracle, oracle.Inputs.GetProperty("perplexity_sequences_unequal"));
        // The reference puts null for the first token, which has no loss.
        var losses = expected.GetProperty("per_token_nll_unequal").EnumerateArray().Select(
            row => row.EnumerateArray().Skip(1).Select(v => v.GetDouble()).ToArray()).ToArray();
        Assert.Equal(losses.Select(row => row.Length), scores.Select(row => row.Length));
        Closeness.Check(
            "token losses", [.. losses.SelectMany(v => v)], [.. scores.SelectMany(row => row).Select(v => -v)], Token);
        // It weighs a sequence's mean loss with its length, the unscored token included.
        var mean = scores.Sum(row => -row.Average() * (row.Length + 1)) / scores.Sum(row => row.Length + 1);
        Closeness.Check("perplexity of unequal sequences", expected.GetProperty("perplexity_unequal").GetDouble(),
            Math.Exp(mean), Token, relative: true);
    });

    [Theory]
    [MemberData(nameof(Rows))]
    public void Sums_of_minimal_pairs_agree_as_in_BLiMP(string folder, string subject) =>
        Compare(folder, subject, (oracle, expected) =>
    {
        var (good, bad) = Pairs(oracle, score => score.Sum());
        var blimp = expected.GetProperty("blimp");
        Closeness.Check("sums, good", Oracle.Doubles(blimp.GetProperty("good_logp")), good, Sum);
        Closeness.Check("sums, bad", Oracle.Doubles(blimp.GetProperty("bad_logp")), bad, Sum);
        var correct = good.Zip(bad).Count(pair => pair.First > pair.Second);
        Assert.Equal(blimp.GetProperty("sum_correct").GetInt32(), correct);
        Assert.Equal(blimp.GetProperty("accuracy").GetDouble(), (double)correct / good.Length);
    });

    [Theory]
    [MemberData(nameof(Rows))]
    public void Means_of_minimal_pairs_agree_as_in_TSE(string folder, string subject) =>
        Compare(folder, subject, (oracle, expected) =>
    {
        var (good, bad) = Pairs(oracle, score => score.Average());
        var tse = expected.GetProperty("tse");
        Closeness.Check("means, good", Oracle.Doubles(tse.GetProperty("good_avg")), good, Token);
        Closeness.Check("means, bad", Oracle.Doubles(tse.GetProperty("bad_avg")), bad, Token);
        Closeness.Check("means, good, one by one", Oracle.Doubles(tse.GetProperty("good_avg_single")), good, Token);
        var correct = good.Zip(bad, (g, b) => g > b ? 1.0 : 0.0).ToArray();
        Assert.Equal(tse.GetProperty("overall_acc").GetDouble(), correct.Average());
        var files = oracle.Inputs.GetProperty("pairs").GetProperty("source").EnumerateArray()
            .Select(s => s.GetString()!);
        var shares = correct.Zip(files).GroupBy(pair => pair.Second).ToDictionary(
            file => file.Key, file => file.Average(pair => pair.First));
        Assert.Equal(tse.GetProperty("per_file").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble()),
            shares);
    });

    private static void Compare(string folder, string subject, Action<Oracle, JsonElement> check)
    {
        using var oracle = Oracle.Open(folder);
        using var ablation = oracle.Apply(subject);
        check(oracle, oracle.Expected.GetProperty(subject));
    }

    private static (double[] Good, double[] Bad) Pairs(Oracle oracle, Func<double[], double> score)
    {
        var pairs = oracle.Inputs.GetProperty("pairs");
        return ([.. Scores(oracle, pairs.GetProperty("good")).Select(score)],
            [.. Scores(oracle, pairs.GetProperty("bad")).Select(score)]);
    }

    private static IReadOnlyList<double[]> Scores(Oracle oracle, JsonElement sequences) =>
        TokenLogProbabilities.Of(
        oracle.Model, Oracle.Table(sequences), batch: 4, TestContext.Current.CancellationToken);
}
