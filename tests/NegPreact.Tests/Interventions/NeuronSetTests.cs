using CsCheck;

namespace NegPreact.Tests.Interventions;

public class NeuronSetTests
{
    private static readonly NamedScore Scores = new(
        "skewness",
        [
            [0.1, 0.9, null, 0.5, 0.5, 0.2, 0.3, 0.5, 0.4, 0.6],
            [5, 4, 3, 2, 1, 6, 7, 8, 9, 10],
        ]);

    [Fact]
    public void Top_and_bottom_take_an_exact_count_a_layer_and_break_ties_by_index()
    {
        var top = NeuronSet.Top(Scores, 30);
        Assert.Equal([1, 3, 9], top[0]);
        Assert.Equal([7, 8, 9], top[1]);
        Assert.Equal([0, 5, 6], NeuronSet.Bottom(Scores, 30)[0]);
        Assert.Equal([1, 3, 4, 7, 9], NeuronSet.Top(Scores, 50)[0]);
        Assert.Equal([3, 3], top.LayerCounts);
        Assert.Equal(6, top.Count);
    }

    [Fact]
    public void The_strict_percentile_leaves_ties_at_the_threshold_out()
    {
        // Nine scores of layer 0: the 50th percentile is the fifth of 0.1 0.2 0.3 0.4 0.5 0.5 0.5 0.6 0.9, so 0.6 and
        // 0.9 are above.
        Assert.Equal([1, 9], NeuronSet.Top(Scores, 50, SelectionRule.PercentileStrict)[0]);
        Assert.Equal([0, 5, 6, 8], NeuronSet.Bottom(Scores, 50, SelectionRule.PercentileStrict)[0]);
    }

    [Theory]
    [InlineData(0, 100, 0, 0)]
    [InlineData(0.01, 100, 1, 1)] // at least one
    [InlineData(0.5, 100, 1, 1)] // 0.5: the even number would be none
    [InlineData(0.5, 300, 2, 2)] // 1.5
    [InlineData(2.5, 100, 3, 2)] // 2.5
    [InlineData(5, 70, 4, 4)] // 3.5
    [InlineData(5, 90, 5, 4)] // 4.5
    [InlineData(35, 90, 32, 31)] // 31.5, but 0.35 * 90 is a little less in double precision
    [InlineData(1, 2048, 20, 20)]
    [InlineData(100, 7, 7, 7)]
    public void An_exact_count_is_rounded_halves_up_or_to_even(double percent, int neurons, int up, int toEven)
    {
        var scores = new NamedScore("index", [[.. Enumerable.Range(0, neurons).Select(i => (double?)i)]]);
        Assert.Equal(up, NeuronSet.Top(scores, percent).Count);
        Assert.Equal(toEven, NeuronSet.Top(scores, percent, SelectionRule.ExactCountHalfToEven).Count);
    }

    [Fact]
    public void Neurons_without_a_score_are_never_chosen_and_counted()
    {
        foreach (var rule in Enum.GetValues<SelectionRule>())
        {
            var all = NeuronSet.Top(Scores, 100, rule);
            Assert.DoesNotContain(2, all[0]);
            Assert.Equal(1, all.Provenance.Unscored);
            Assert.Equal(0, NeuronSet.Bottom(new("none", [[null, null]]), 50, rule).Count);
        }
        Assert.Equal([9, 10], NeuronSet.Bottom(Scores, 100).LayerCounts);
    }

    [Fact]
    public void Provenance_tells_how_the_neurons_were_chosen()
    {
        var top = NeuronSet.Top(Scores, 30, SelectionRule.PercentileStrict);
        Assert.Equal(
            new NeuronSetProvenance(
                "30 % of each layer with the highest skewness, strictly beyond the percentile", "skewness", 30,
                SelectionRule.PercentileStrict, Unscored: 1),
            top.Provenance);
        Assert.Equal(
            "30 % of each layer with the lowest skewness, exact count, halves to even",
            NeuronSet.Bottom(Scores, 30, SelectionRule.ExactCountHalfToEven).Provenance.How);
        Assert.Equal(
            new NeuronSetProvenance(
                "random neurons of each layer, seed 7, drawn from all neurons", Seed: 7, Pool: RandomPool.AllNeurons),
            NeuronSet.Random(top, 7, RandomPool.AllNeurons).Provenance);
        Assert.Equal(
            "5 of 20 neurons: 30 % of each layer with the highest skewness, strictly beyond the percentile; "
            + "1 neurons without a score left out",
            top.ToString());
    }

    [Fact]
    public void Equality_is_about_neurons_and_sizes()
    {
        var listed = NeuronSet.Of([[3, 9, 1, 3], [9, 8, 7]], [10, 10]);
        var top = NeuronSet.Top(Scores, 30);
        Assert.Equal(top, listed);
        Assert.Equal(top.GetHashCode(), listed.GetHashCode());
        Assert.NotEqual(top, NeuronSet.Of([[3, 9, 1], [9, 8, 7]], [11, 10]));
        Assert.NotEqual(top, NeuronSet.Of([[3, 9, 2], [9, 8, 7]], [10, 10]));
        Assert.NotEqual(NeuronSet.Of([[1], []], [2, 2]), NeuronSet.Of([[], [1]], [2, 2]));
    }

    [Fact]
    public void All_neurons_and_a_single_one_can_be_named()
    {
        Assert.Equal(NeuronSet.Of([[0, 1], [0, 1, 2]], [2, 3]), NeuronSet.All([2, 3]));
        Assert.Equal(NeuronSet.Of([[], [2]], [2, 3]), NeuronSet.One(1, 2, [2, 3]));
        Assert.Contains("layers 0 to 1", Assert.Throws<NegPreactException>(() => NeuronSet.One(2, 0, [2, 3])).Message,
            StringComparison.Ordinal);
        Assert.Contains("neuron 3", Assert.Throws<NegPreactException>(() => NeuronSet.One(1, 3, [2, 3])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_cannot_be_changed_from_outside()
    {
        var given = new List<int> { 2, 1 };
        var set = NeuronSet.Of([given], [5]);
        given.Add(3);
        Assert.Equal([1, 2], set[0]);
        Assert.Throws<NotSupportedException>(() => ((IList<int>)set[0])[0] = 4);
    }

    [Fact]
    public void A_random_control_outside_the_target_matches_the_counts_and_avoids_it() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 40], Gen.Int[2, 40]).Sample((seed, percent, size) =>
        {
            var scores = new NamedScore(
                "index", [.. Enumerable.Range(0, 3).Select(
                _ => Enumerable.Range(0, size).Select(i => (double?)(i % 7)).ToArray())]);
            var target = NeuronSet.Bottom(scores, percent);
            var control = NeuronSet.Random(target, seed, RandomPool.ComplementOfTarget);
            Assert.Equal(target.LayerCounts, control.LayerCounts);
            Assert.Equal(target.IntermediateSizes, control.IntermediateSizes);
            for (var layer = 0; layer < 3; layer++)
                Assert.Empty(control[layer].Intersect(target[layer]));
            Assert.Equal(control, NeuronSet.Random(target, seed, RandomPool.ComplementOfTarget));
        });

    [Fact]
    public void Drawing_from_all_neurons_reaches_the_target_too()
    {
        var target = NeuronSet.Of([[0, 1, 2]], [6]);
        var drawn = Enumerable.Range(0, 200).SelectMany(
            seed => NeuronSet.Random(target, seed)[0]).ToArray();
        // 600 draws of 6 neurons: 100 each, standard deviation about 7.
        foreach (var neuron in Enumerable.Range(0, 6))
            Assert.InRange(drawn.Count(n => n == neuron), 65, 135);
        Assert.Equal([3, 4, 5], NeuronSet.Random(target, 1, RandomPool.ComplementOfTarget)[0]);
    }

    [Fact]
    public void More_neurons_from_one_seed_contain_the_fewer_layer_by_layer()
    {
        var target = NeuronSet.Of([[0, 1], [5], []], [30, 30, 30]);
        var few = NeuronSet.Random(target, [3, 0, 10], 9);
        var many = NeuronSet.Random(target, [12, 4, 10], 9);
        for (var layer = 0; layer < 3; layer++)
            Assert.Empty(few[layer].Except(many[layer]));
        Assert.Equal(few[2], many[2]);
        Assert.NotEqual(many, NeuronSet.Random(target, [12, 4, 10], 10));
    }

    [Fact]
    public void Unfit_requests_are_refused()
    {
        var target = NeuronSet.Of([[0, 1, 2]], [4]);
        Assert.Throws<NegPreactException>(() => NeuronSet.Random(target, 0, RandomPool.ComplementOfTarget));
        Assert.Throws<NegPreactException>(() => NeuronSet.Random(target, [1, 1], 0));
        Assert.Throws<NegPreactException>(() => NeuronSet.Random(target, [-1], 0));
        Assert.Throws<NegPreactException>(() => NeuronSet.Of([[4]], [4]));
        Assert.Throws<NegPreactException>(() => NeuronSet.Of([[-1]], [4]));
        Assert.Throws<NegPreactException>(() => NeuronSet.Of([[0]], [4, 4]));
        Assert.Throws<NegPreactException>(() => NeuronSet.Top(Scores, 101));
        Assert.Throws<NegPreactException>(() => NeuronSet.Top(Scores, double.NaN));
        Assert.Throws<NegPreactException>(() => NeuronSet.Top(new("spoilt", [[1, double.NaN]]), 50));
        Assert.Throws<NegPreactException>(() => target[1]);
    }

    [Fact]
    public void A_set_restricted_to_some_layers_has_their_neurons_and_says_where_they_come_from()
    {
        var all = NeuronSet.Random(NeuronSet.Of([[0, 1], [5], [], [2]], [30, 30, 30, 30]), seed: 3);
        var some = all.Only(3, 0, 0, 2);
        Assert.Equal(all[0], some[0]);
        Assert.Equal(all[3], some[3]);
        Assert.Equal([2, 0, 0, 1], some.LayerCounts);
        Assert.Equal(all.IntermediateSizes, some.IntermediateSizes);
        Assert.Equal([0, 3], some.Provenance.Layers!);
        Assert.Equal(3, some.Provenance.Seed);
        Assert.EndsWith($"{all.Provenance}; layers 0, 3 only", some.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("; layer 3 only", some.Only(1, 3).ToString(), StringComparison.Ordinal);
        Assert.Equal(0, some.Only(1).Count);
        Assert.Equal(all, all.Only(0, 1, 2, 3));
        Assert.Throws<NegPreactException>(() => all.Only(0, 4));
        Assert.Throws<NegPreactException>(() => all.Only(-1));
    }
}
