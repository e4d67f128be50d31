using NegPreact.Parity;

namespace NegPreact.Tests.Models;

/// <summary>
/// Forward passes agree with Hugging Face's, plain and under each ablation, where the shared folder has them.
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class ForwardOracleTests
{
    // Several times the float32 noise between two builds of the reference, a seventh of the smallest effect of a wrong
    // variant.
    private const double Tolerance = 1e-4;

    public static IEnumerable<TheoryDataRow<string, string>> Rows => Oracle.Rows(
        (_, names) => ReferenceFolder.TensorsOf(names));

    public static IEnumerable<TheoryDataRow<string, string>> ScoreRows => Oracle.Rows(
        (expected, _) => ReferenceFolder.SubjectsOf(expected));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Tensors_agree(string folder, string tensor)
    {
        using var oracle = Oracle.Open(folder);
        Check(oracle.Reference.CompareTensor(tensor));
    }

    [Theory]
    [MemberData(nameof(ScoreRows))]
    public void Scores_agree(string folder, string subject)
    {
        using var oracle = Oracle.Open(folder);
        var all = oracle.Reference.CompareScores(subject, TestContext.Current.CancellationToken).ToList();
        Assert.NotEmpty(all);
        Assert.All(all, Check);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_model_that_is_a_little_off_is_noticed(string folder, string tensor)
    {
        using var oracle = Oracle.Open(folder);
        using var off = oracle.Model.Network.Mlps[0].Input.Add(x => x * 1.01f);
        if (tensor == "mlp_input.0")
            Assert.Equal(0.01, oracle.Reference.CompareTensor(tensor).Relative, 0.001);
        else
            Assert.False(oracle.Reference.CompareTensor(tensor).IsWithin(Tolerance));
    }

    [Fact]
    public void Not_a_number_never_agrees()
    {
        var difference = Difference.Of("x", [1, 2, 3], [1, double.NaN, 3], isScore: false);
        Assert.True(double.IsNaN(difference.Absolute));
        Assert.False(difference.IsWithin(double.MaxValue));
    }

    [Fact]
    public void Numbers_are_judged_by_their_kind()
    {
        var tensor = Difference.Of("x", [-200, 0], [-200, 0.001], isScore: false);
        Assert.Equal((2, 0.001, 0.001 / 200), (tensor.Count, tensor.Absolute, tensor.Relative));
        Assert.False(tensor.IsWithin(1e-4));
        Assert.True((tensor with { IsScore = true }).IsWithin(1e-4));
        Assert.Throws<NegPreactException>(() => Difference.Of("x", [1], [1, 2], isScore: false));
    }

    private static void Check(Difference difference)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{difference.Name}: largest difference "
            + $"{difference.Absolute:E1}, relative {difference.Relative:E1}, of {difference.Count} values");
        Assert.True(difference.IsWithin(Tolerance), $"{difference}, tolerance {Tolerance}");
    }
}
