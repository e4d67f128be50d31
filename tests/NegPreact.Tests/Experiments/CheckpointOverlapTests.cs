using CsCheck;

namespace NegPreact.Tests.Experiments;

public sealed class CheckpointOverlapTests
{
    [Fact]
    public void Overlap_and_chance_of_small_sets_are_those_of_counting()
    {
        var overlap = CheckpointOverlap.Of(NeuronSet.Of([[0, 1]], [4]), NeuronSet.Of([[1, 3]], [4]));
        Assert.Equal((1, 3, 1.0 / 3), (overlap.Common, overlap.Either, overlap.Jaccard));
        // Of the six pairs of four neurons, four share one with a given pair (Jaccard 1/3) and one is the same (1).
        Assert.Equal(1, overlap.ExpectedCommon, 1e-12);
        Assert.Equal(((4 * (1.0 / 3)) + 1) / 6, overlap.ExpectedJaccard, 1e-12);
        Assert.Equal(5 / 6.0, overlap.PValue, 1e-12);
    }

    [Fact]
    public void Chance_over_layers_is_the_mean_over_all_choices() => Gen.Select(
        Gen.Int[2, 4], Gen.Int[2, 4], Gen.Int[1, 2], Gen.Int[1, 2]).Sample((m, n, a, b) =>
    {
        var first = NeuronSet.Of([Enumerable.Range(0, a), Enumerable.Range(0, b)], [m, n]);
        var all = Subsets(m, b).SelectMany(
            x => Subsets(n, a).Select(y => CheckpointOverlap.Of(first, NeuronSet.Of([x, y], [m, n])))).ToList();
        Assert.Equal(all.Average(o => o.Jaccard), all[0].ExpectedJaccard, 1e-12);
        Assert.Equal(all.Average(o => (double)o.Common), all[0].ExpectedCommon, 1e-12);
        Assert.All(all, o => Assert.Equal(
            all.Count(other => other.Common >= o.Common) / (double)all.Count, o.PValue, 1e-12));
    }, iter: 30);

    [Fact]
    public void Equal_sets_overlap_wholly_and_sets_of_other_models_are_refused()
    {
        var set = NeuronSet.Of([[0, 1], [2]], [4, 4]);
        Assert.Equal(1, CheckpointOverlap.Of(set, set).Jaccard);
        Assert.Equal(0, CheckpointOverlap.Of(set, NeuronSet.Of([[2], [0, 1]], [4, 4])).Jaccard);
        Assert.Throws<NegPreactException>(() => CheckpointOverlap.Of(set, NeuronSet.Of([[0], [1]], [4, 5])));
        Assert.Throws<NegPreactException>(() => CheckpointOverlap.Of(set, NeuronSet.Of([[], []], [4, 4])));
    }

    private static IEnumerable<int[]> Subsets(int n, int size) => Enumerable.Range(0, 1 << n)
        .Where(bits => int.PopCount(bits) == size)
        .Select(bits => Enumerable.Range(0, n).Where(i => (bits & (1 << i)) != 0).ToArray());
}
