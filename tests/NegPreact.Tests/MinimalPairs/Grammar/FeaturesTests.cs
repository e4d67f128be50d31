using NegPreact.Grammar;

namespace NegPreact.Tests.MinimalPairs.Grammar;

public class FeaturesTests
{
    [Fact]
    public void Unification_keeps_what_both_allow_and_fails_where_nothing_is_left()
    {
        var masculine = Of("N[gen=m num=sg|pl]");
        Assert.Equal("num=sg gen=m", masculine.And(Of("N[num=sg]")).ToString());
        Assert.False(masculine.And(Of("N[gen=f]")).Possible);
        Assert.Equal(Features.Any, Of("N"));
    }

    [Fact]
    public void A_tied_variable_carries_a_value_from_one_place_to_the_other()
    {
        var variables = new List<string>();
        var (subject, verb, other) = (Pattern.Parse("N[num=?n]", variables), Pattern.Parse("V[num=?n]", variables),
            Pattern.Parse("V[num=!n]", variables));
        uint[] bound = [uint.MaxValue];
        Assert.True(subject.Bind(Of("N[num=pl]"), bound));
        Assert.Equal("num=pl", verb.Demand(bound).ToString());
        Assert.Equal("num=sg", other.Demand(bound).ToString());
        Assert.False(verb.Bind(Of("V[num=sg]"), bound));
    }

    [Theory]
    [InlineData("N[number=sg]", "no feature 'number'")]
    [InlineData("N[num=dual]", "no value 'dual'")]
    [InlineData("N[num]", "not a condition")]
    public void A_slip_in_the_grammar_is_named(string pattern, string message) =>
        Assert.Contains(
        message, Assert.Throws<NegPreactException>(() => Of(pattern)).Message, StringComparison.Ordinal);

    private static Features Of(string pattern) => Pattern.Parse(pattern, []).Demand([]);
}
