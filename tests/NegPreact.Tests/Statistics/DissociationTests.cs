namespace NegPreact.Tests.Statistics;

public class DissociationTests
{
    [Fact]
    public void Values_and_intervals_worked_out_by_hand()
    {
        // First ability: losses 1 and 0, so a resample's mean is 0, 1/2, 1 with probability 1/4, 1/2, 1/4; second:
        // always 0.25.
        var found = Dissociation.Of([0, 1], [1, 1], [0.5, 0.25], [0.75, 0.5], seed: 1, level: 0.4);
        Assert.Equal(new Estimate(0.5, new Interval(0.5, 0.5, 0.4)), found.First);
        Assert.Equal(new Estimate(0.25, new Interval(0.25, 0.25, 0.4)), found.Second);
        Assert.Equal(new Estimate(0.25, new Interval(0.25, 0.25, 0.4)), found.Interaction);
        Assert.Equal(new Interval(-0.25, 0.75),
            Dissociation.Of([0, 1], [1, 1], [0.5, 0.25], [0.75, 0.5], seed: 1).Interaction.Interval);
    }

    [Fact]
    public void Exchanging_the_abilities_mirrors_the_interaction_of_many_items()
    {
        var random = new SeededRandom(3);
        double[][] scores = [.. Enumerable.Range(0, 4).Select(i => Draws.Normal(random, i < 2 ? 60 : 90))];
        var there = Dissociation.Of(scores[0], scores[1], scores[2], scores[3], 5);
        var back = Dissociation.Of(scores[2], scores[3], scores[0], scores[1], 6);
        Assert.Equal(there.Interaction.Value, -back.Interaction.Value, 1e-12);
        Assert.Equal(there.Interaction.Interval.Low, -back.Interaction.Interval.High, 0.03);
        Assert.Equal(there.First.Value - there.Second.Value, there.Interaction.Value, 1e-15);
        Assert.Equal(PairedBootstrap.MeanDifference(scores[1], scores[0], 9).Interval.High, there.First.Interval.High,
            0.03);
        Assert.Equal(there, Dissociation.Of(scores[0], scores[1], scores[2], scores[3], 5));
    }

    [Fact]
    public void Unfit_input_is_refused()
    {
        Assert.Throws<NegPreactException>(() => Dissociation.Of([1], [1], [1, 2], [1, 2], 0));
        Assert.Throws<NegPreactException>(() => Dissociation.Of([1, 2], [1, 2], [1, 2], [1], 0));
        Assert.Throws<NegPreactException>(() => Dissociation.Of([1, 2], [1, double.NaN], [1, 2], [1, 2], 0));
        Assert.Throws<NegPreactException>(() => Dissociation.Of([1, 2], [1, 2], [1, 2], [1, 2], 0, resamples: 0));
    }
}
