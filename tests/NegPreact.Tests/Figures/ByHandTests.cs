namespace NegPreact.Tests.Figures;

public class ByHandTests
{
    [Fact]
    public void Numbers_that_agree_are_both_shown()
    {
        var table = ByHand.Check("Perplexity", 31.204, 31.2, within: 0.01, "nats");
        Assert.Equal([31.204, 31.2], table.Rows.Select(row => row[1]));
        Assert.Equal("value (nats)", table.Columns[1].Heading);
        Assert.Equal("They may differ by 0.01 and differ by 0.004.", Assert.Single(table.Notes));
    }

    [Theory]
    [InlineData(31.3, "nats", "by hand it is 31.30, by the library 31.20 nats, and they may differ by 0.01 at most; ")]
    [InlineData(31.3, "", "by hand it is 31.30, by the library 31.20, and they may differ by 0.01 at most; ")]
    [InlineData(double.NaN, "", "by hand it is n/a, by the library 31.20, and they may differ by 0.01 at most; ")]
    public void Numbers_that_do_not_agree_are_refused_in_a_sentence(double byHand, string unit, string message)
    {
        var thrown = Assert.Throws<NegPreactException>(() => ByHand.Check("Perplexity", byHand, 31.2, 0.01, unit));
        Assert.StartsWith($"Perplexity: {message}", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("docs/errors/by-hand.md", thrown.HelpLink);
    }
}
