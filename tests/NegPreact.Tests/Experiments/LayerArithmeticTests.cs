using static TorchSharp.torch;

namespace NegPreact.Tests.Experiments;

/// <summary>What a sweep over layers computes, on numbers made up.</summary>
public class LayerArithmeticTests
{
    [Fact]
    public void Sum_joint_and_excess_of_made_numbers()
    {
        SampleStatistic[] first = Sets([1, 2, 3, 4], [2, 2, 2, 2]), second = Sets([10, 10, 10, 10], [0, 4, 0, 4]);
        var additive = LayerAdditivity.Of([first, second], Sets([11, 12, 13, 14], [2, 6, 2, 6]));
        Assert.Equal((8.25, 8.25), (additive.Sum.Value, additive.Joint.Value));
        Assert.Equal((0.0, 0.0, 0.0),
            (additive.Excess.Value, additive.Excess.Interval.Low, additive.Excess.Interval.High));
        // Each item 5 above the sum: certain, however much the items and the sets differ.
        var more = LayerAdditivity.Of([first, second], Sets([16, 17, 18, 19], [7, 11, 7, 11]));
        Assert.Equal((8.25, 13.25), (more.Sum.Value, more.Joint.Value));
        Assert.Equal((5.0, 5.0, 5.0), (more.Excess.Value, more.Excess.Interval.Low, more.Excess.Interval.High));
        Assert.True(more.Sum.Interval.Low < 8.25 && more.Sum.Interval.High > 8.25);
        var one = LayerAdditivity.Of([Sets([1, 2, 3])], Sets([1, 3, 5]));
        Assert.Equal((2.0, 3.0, 1.0), (one.Sum.Value, one.Joint.Value, one.Excess.Value));

        static SampleStatistic[] Sets(params double[][] sets) => [.. sets.Select(s => SampleStatistic.Mean(s))];
    }

    [Fact]
    public void The_divergence_is_from_the_first_to_the_second_and_losses_and_cosines_are_means_over_positions()
    {
        using var scope = NewDisposeScope();
        double[][] p = [[0.5, 0.5], [0.9, 0.1]], q = [[0.25, 0.75], [0.9, 0.1]];
        var (first, second) = (Logarithms(p), Logarithms(q));
        // the second position is alike
        var expected = ((0.5 * Math.Log(0.5 / 0.25)) + (0.5 * Math.Log(0.5 / 0.75))) / 2;
        Assert.Equal(expected, Assert.Single(LayerComparison.Divergences(first, second)), 1e-6);
        Assert.NotEqual(expected, Assert.Single(LayerComparison.Divergences(second, first)), 1e-3);
        Assert.Equal(-Math.Log(0.75), Assert.Single(LayerComparison.Losses(second, [[0, 1]])), 1e-6);
        var cosines = LayerComparison.Cosines(tensor(new float[] { 1, 0, 1, 1, 3, 4, -1, 0 }, [2, 2, 2]),
            tensor(new float[] { 0, 2, 5, 5, 6, 8, 1, 0 }, [2, 2, 2]));
        Assert.Equal(0.5, cosines[0], 1e-12);
        Assert.Equal(0, cosines[1], 1e-12);

        static Tensor Logarithms(double[][] rows) => tensor(
            rows.SelectMany(r => r).Select(v => (float)Math.Log(v)).ToArray(), [1, 2, 2]);
    }

    [Fact]
    public void Layers_are_divided_evenly_and_every_choice_of_them_occurs_once()
    {
        Assert.Equal(["0", "1", "2", "3"], LayerGroup.Divide(4, 12).Select(g => g.Name));
        Assert.Equal(["0–3", "4–7", "8–11"], LayerGroup.Divide(12, 3).Select(g => g.Name));
        foreach (var (layers, most) in new[] { (32, 12), (7, 3), (13, 12) })
        {
            var groups = LayerGroup.Divide(layers, most);
            Assert.Equal(Enumerable.Range(0, layers),
                groups.SelectMany(g => Enumerable.Range(g.First, g.Last + 1 - g.First)));
            Assert.InRange(groups.Max(g => g.Last - g.First) - groups.Min(g => g.Last - g.First), 0, 1);
        }

        Assert.Equal(9, LayerRange.Of(4, cumulative: true).Count);
        Assert.Equal(5, LayerRange.Of(4, cumulative: false).Count);
        Assert.Equal(LayerRange.Of(4, cumulative: true), LayerRange.Of(4, cumulative: true).Distinct());
        Assert.Throws<NegPreactException>(() => LayerGroup.Divide(1, 12));
        Assert.Throws<NegPreactException>(() => LayerGroup.Divide(12, 1));
    }
}
