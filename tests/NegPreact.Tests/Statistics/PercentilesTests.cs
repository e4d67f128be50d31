namespace NegPreact.Tests.Statistics;

public class PercentilesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 2.5)] // place 1.5 between 2 and 3
    [InlineData(40, 2.2)] // place 1.2
    [InlineData(90, 7.2)] // place 2.7 between 3 and 9
    [InlineData(100, 9)]
    public void Values_between_neighbours_are_interpolated(double percent, double expected) =>
        Assert.Equal(expected, Percentiles.Linear([1, 2, 3, 9], percent), 1e-13);

    [Theory]
    // 0.1 + (1.1 - 0.1) 0.3, where the other form gives 0.40000000000000013; 1.1 - (1.1 - 0.1)(1 - 0.7), where it gives
    // 0.7999999999999999.
    [InlineData(30, 0.4)]
    [InlineData(70, 0.8)]
    public void The_last_bit_is_numpys(double percent, double expected) =>
        Assert.Equal(expected, Percentiles.Linear([0.1, 1.1], percent));

    [Fact]
    public void Unfit_requests_are_refused()
    {
        Assert.Throws<NegPreactException>(() => Percentiles.Linear([], 50));
        Assert.Throws<NegPreactException>(() => Percentiles.Linear([1], 101));
        Assert.Throws<NegPreactException>(() => Percentiles.Linear([1], double.NaN));
    }
}
