namespace NegPreact.Tests.Statistics;

public class OutcomeBootstrapTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(30, 40)]
    [InlineData(40_000, 2)] // more items than a vector's numbers can count
    public void Each_condition_has_the_numbers_that_it_has_by_itself(int items, int conditions)
    {
        var random = new SeededRandom(3);
        bool[] Outcomes(double share) => [.. Enumerable.Range(0, items).Select(_ => random.NextDouble() < share)];
        var reference = Outcomes(0.02);
        bool[][] others = [.. Enumerable.Range(0, conditions).Select(c => Outcomes(1 - (0.01 * c)))];
        Assert.Equal(
            others.Select(one => PairedBootstrap.MeanDifference(Ones(one), Ones(reference), 5, 50)),
            OutcomeBootstrap.ShareDifferences(others, reference, 5, 50));
    }

    [Fact]
    public void Unfit_input_is_refused()
    {
        Assert.Throws<NegPreactException>(() => OutcomeBootstrap.ShareDifferences([[true]], [false], 0, 10));
        Assert.Throws<NegPreactException>(() => OutcomeBootstrap.ShareDifferences([[true]], [false, true], 0, 10));
        Assert.Throws<NegPreactException>(() => OutcomeBootstrap.ShareDifferences([[true, true]], [false, true], 0, 0));
    }

    private static double[] Ones(bool[] right) => Array.ConvertAll(right, r => r ? 1.0 : 0.0);
}
