namespace NegPreact.Tests.Statistics;

public class DissociationTests
{
    private static readonly SampleStatistic[] Grammar =
        [Of(5, 6, 7), Of(1, 2, 1), Of(0, 1, 2), Of(2, 2, 0)]; // the target and three sets
    private static readonly SampleStatistic[] Other = [Of(1, 0, 1, 1), Of(3, 5, 4, 5), Of(4, 4, 3, 5), Of(5, 4, 4, 4)];
    private static readonly SmallestEffect Small = new(0.1, "a test");

    [Fact]
    public void Effects_are_differences_from_the_sets_and_a_set_has_one_interaction()
    {
        var found = Dissociation.Of(Grammar[0], Grammar[1..], Other[0], Other[1..]);
        // means: grammar 6 and 4/3, 1, 4/3; other 0.75 and 4.25, 4, 4.25
        Assert.Equal(6 - (11 / 9.0), found.First.Beyond.Value, 1e-12);
        Assert.Equal((12.5 / 3) - 0.75, found.Second.Beyond.Value, 1e-12);
        Assert.Equal(found.First.Beyond.Value + found.Second.Beyond.Value, found.Interaction.Beyond.Value, 1e-12);
        double[] apart = [(4 / 3.0) - 4.25, 1 - 4.0, (4 / 3.0) - 4.25];
        var mean = apart.Average();
        var deviation = Math.Sqrt(apart.Sum(x => (x - mean) * (x - mean)) / 2);
        Assert.Equal(deviation * Math.Sqrt(1 + (1 / 3.0)), found.Interaction.StandardError, 1e-12);
    }

    [Fact]
    public void The_harm_that_each_half_needs_is_that_of_the_one_said_to_do_more()
    {
        var found = Dissociation.Of(Grammar[0], Grammar[1..], Other[0], Other[1..]);
        Assert.Equal(6, found.First.Own.Value, 1e-12);
        Assert.Equal(12.5 / 3, found.Second.Own.Value, 1e-12);
        Assert.Equal(6, found.Interaction.Own.Value, 1e-12);
    }

    [Fact]
    public void Both_halves_must_hold()
    {
        var holds = Dissociation.Of(Grammar[0], Grammar[1..], Other[0], Other[1..]).Twice(Small);
        Assert.Equal(Verdict.Holds, Verdicts.Of(holds));
        Assert.Equal(
            Verdict.DoesNotHold, // the target costs the other ability more as well
            Verdicts.Of(Dissociation.Of(
                Grammar[0], Grammar[1..], Of(19, 20, 21, 20), Other[1..]).Twice(Small)));
        var found = Dissociation.Of(Grammar[1], [Grammar[2], Grammar[3]], Other[0], Other[1..3]);
        var twice = found.Twice(Small);
        Assert.Equal(Math.Max(found.First.PValue, found.Second.PValue), twice.PValue);
        Assert.Equal(Math.Min(found.First.Beyond.Value, found.Second.Beyond.Value), twice.Effect.Value);
        // 0.9875 in place of 0.975 of the Gaussian for each of two halves
        double Upper(Estimate e) => e.Value + (2.241403 / 1.959964 * (e.Interval.High - e.Value));
        Assert.Equal(
            Math.Min(Upper(found.First.Beyond), Upper(found.Second.Beyond)), twice.Effect.Interval.High, 1e-5);
        Assert.NotEqual(Verdict.Holds, Verdicts.Of(twice));
    }

    [Fact]
    public void A_control_that_does_no_harm_is_not_spared()
    {
        // it gains in the other ability, and the target gains more
        var found = Dissociation.Of(
            Grammar[0], Grammar[1..], Other[0].Times(-20), [.. Other[1..].Select(o => o.Times(-1))]);
        Assert.True(Math.Max(found.First.PValue, found.Second.PValue) <= Evidence.Alpha);
        Assert.NotEqual(Verdict.Holds, Verdicts.Of(found.Twice(Small)));
    }

    [Fact]
    public void Unfit_input_is_refused()
    {
        Assert.Contains("3 sets", Assert.Throws<NegPreactException>(
            () => Dissociation.Of(Grammar[0], Grammar[1..], Other[0], Other[2..])).Message, StringComparison.Ordinal);
        Assert.Throws<NegPreactException>(() => Dissociation.Of(Grammar[0], [], Other[0], []));
        Assert.Throws<NegPreactException>(() => Dissociation.Of(Grammar[0], [Other[1]], Other[0], [Other[1]]));
    }

    private static SampleStatistic Of(params double[] values) => SampleStatistic.Mean(values);
}
